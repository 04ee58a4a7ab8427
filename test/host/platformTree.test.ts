import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { Bin } from '../../src/workbench/bin.ts';
import { PlatformHost } from '../../src/workbench/embeddedPlatform/platformHost.ts';
import { readPlatformSettings } from '../../src/workbench/embeddedPlatform/platformSettings.ts';
import { nodeId, type PlatformNode } from '../../src/workbench/embeddedPlatform/tree/platformNode.ts';
import { PlatformTree } from '../../src/workbench/embeddedPlatform/tree/platformTree.ts';
import { Engine } from '../../src/workbench/engine.ts';
import { platformSettingNames } from '../../src/workbench/ids.ts';
import { readRetention } from '../../src/workbench/traffic/readRetention.ts';
import { until } from '../support/until.ts';
import { ManagedBoard } from '../support/workbench/managedBoard.ts';
import { noLint } from './support/noLint.ts';
import { noReplies } from './support/noReplies.ts';
import { ourExtension } from './support/sample.ts';

const lamp = { typeId: 'lamp', deviceId: 'l-1' };
const lampId = 'device/lamp/l-1';

describe('the Platform tree', () => {
  const bin = new Bin();
  let folder = '';
  let engine: Engine;
  let platform: PlatformHost;
  let tree: PlatformTree;
  let token = '';
  let simulated: ReadonlySet<string> = new Set();
  const simulatedChanged = bin.add(new vscode.EventEmitter<void>());
  /** What the tree told to have changed. */
  let fired: string[] = [];

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tree-'));
    const log = bin.add(vscode.window.createOutputChannel('Test', { log: true }));
    engine = new Engine({
      program: programPath('engine.js'),
      storeFolder: path.join(folder, 'traffic'),
      log,
      lint: noLint,
      retention: readRetention,
      replies: noReplies,
    });
    const places = {
      program: programPath('cli.js'),
      dataFolder: path.join(folder, 'data'),
      controlFile: path.join(folder, 'control.json'),
    };
    platform = bin.add(new PlatformHost({ ...places, lingerSeconds: 1 }, engine));
    tree = new PlatformTree(platform, { onChange: (run) => simulatedChanged.event(run), keys: () => simulated });
    tree.follow(bin);
    bin.add(tree.onDidChangeTreeData((nodes) => fired.push(...(nodes === undefined ? ['all'] : nodes.map(nodeId)))));
  });
  after(async () => {
    await platform.stop();
    await engine.shutdown();
    bin.dispose();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    fired = [];
  });

  it('is empty without a platform, and all of it is new with one', async () => {
    assert.deepEqual(await tree.getChildren(), []);
    await platform.start({ ...readPlatformSettings({}, platformSettingNames), port: 0, tlsPort: 0 });
    await told('all');
    const [organisation] = await tree.getChildren();
    assert.ok(organisation);
    assert.match(labelOf(organisation), /^Organisation \w{6}$/);
    assert.deepEqual((await tree.getChildren(organisation)).map(labelOf), [
      'Devices and gateways',
      'Applications',
      'Firmware images',
      'Custom packages',
      'Listeners',
    ]);
    const listeners = await below('group/listeners');
    assert.deepEqual(
      listeners.map((node) => labelOf(node).replace(/\d+$/, '')),
      ['mqtt://127.0.0.1:', 'mqtts://127.0.0.1:'],
    );
  });

  it('tells that its devices are others when one is registered, and no more', async () => {
    assert.deepEqual(await below('group/devices'), []);
    token = (await (await platform.calls()).ask('addDevice', lamp)).authToken;
    await told('group/devices');
    const [device] = await below('group/devices');
    assert.ok(device);
    assert.equal(labelOf(device), 'l-1');
    assert.match(descriptionOf(device), /^lamp · offline/);
    assert.ok(!fired.includes('all'));
  });

  it('tells only of the device that changed', async () => {
    const [device] = await below('group/devices');
    assert.ok(device);
    const calls = await platform.calls();
    await calls.ask('setDisabled', lamp, true);
    await told(lampId);
    assert.match(descriptionOf(device), /disabled/);
    assert.match(contextOf(device), /\bdisabled\b/);
    await calls.ask('setDisabled', lamp, false);
    await until('it to be let in', () => !descriptionOf(device).includes('disabled') || undefined);
    assert.deepEqual(new Set(fired), new Set([lampId]));
  });

  it('shows a managed device with what is known, what it does, and a fault', async () => {
    const { info } = running();
    const board = new ManagedBoard({ address: `mqtt://${info.host}:${info.port}`, org: info.org, ...lamp, token });
    await board.connect();
    const [device] = await below('group/devices');
    assert.ok(device);
    await until('it to be managed', () => /online · managed · from 127\.0\.0\.1/.test(descriptionOf(device)) || undefined);
    const known = await tree.getChildren(device);
    const info2 = known.find((node) => node.node === 'attribute' && node.attribute.name === 'deviceInfo');
    assert.ok(info2);
    const [serial] = await tree.getChildren(info2);
    assert.ok(serial);
    assert.deepEqual([labelOf(serial), descriptionOf(serial)], ['serialNumber', '4711']);

    fired = [];
    const calls = await platform.calls();
    await calls.ask('startAction', { action: 'device/reboot', devices: [lamp] });
    await told(lampId);
    const reqId = await board.request('iotdm-1/mgmt/initiate/device/reboot');
    await until('the action', async () => (await tree.getChildren(device)).find(({ node }) => node === 'action'));
    await board.answer({ rc: 202, reqId });
    await until('the answer', () => descriptionOf(device).includes('reboot accepted') || undefined);
    await board.restart();
    await until('the end', () => descriptionOf(device).includes('reboot complete') || undefined);

    await calls.ask('inject', lamp, { fault: 'answers', answers: { kind: 'hold' } });
    await platform.refresh();
    const fault = await until('the fault', async () => (await tree.getChildren(device)).find(({ node }) => node === 'fault'));
    assert.equal(labelOf(fault), 'Answers are held');
    await until('its mark', () => contextOf(device).includes('faulty') || undefined);
    await calls.ask('inject', lamp, { fault: 'clear' });
    await platform.refresh();
    await until('its end', async () => (await tree.getChildren(device)).every(({ node }) => node !== 'fault') || undefined);
    await board.close();
  });

  it('says which device is a connection of this window', async () => {
    const [device] = await below('group/devices');
    assert.ok(device);
    await until('it to be offline', () => descriptionOf(device).includes('offline') || undefined);
    fired = [];
    simulated = new Set(['lamp/l-1']);
    simulatedChanged.fire();
    await told(lampId);
    assert.match(descriptionOf(device), /simulated here/);
    simulated = new Set();
    simulatedChanged.fire();
    await until('it to be itself', () => !descriptionOf(device).includes('simulated') || undefined);
  });

  it('tells only of the group in which something is otherwise', async () => {
    await Promise.all(['applications', 'images', 'packages'].map((group) => below(`group/${group}`)));
    fired = [];
    const { key } = await (await platform.calls()).ask('addApiKey');
    await platform.refresh();
    await told('group/applications');
    assert.deepEqual((await below('group/applications')).map(labelOf), [key]);
  });

  it('puts devices of a gateway below it', async () => {
    const calls = await platform.calls();
    await calls.ask('addDevice', { typeId: 'gw', deviceId: 'g-1', classId: 'Gateway', role: 'standard' });
    const gateway = await until('the gateway', async () => (await below('group/devices')).find((node) => labelOf(node) === 'g-1'));
    assert.match(descriptionOf(gateway), /standard gateway/);
    await calls.ask('setRole', { typeId: 'gw', deviceId: 'g-1' }, 'privileged');
    await until('its other role', () => descriptionOf(gateway).includes('privileged gateway') || undefined);
    assert.match(contextOf(gateway), /^device gateway\b/);
  });

  it('is smooth with 2,000 devices: one of them that changes is one row that is drawn', async () => {
    const calls = await platform.calls();
    const names = Array.from({ length: 2000 }, (_, at) => ({ typeId: 'many', deviceId: `m-${at}` }));
    for (let at = 0; at < names.length; at += 100) await Promise.all(names.slice(at, at + 100).map((name) => calls.ask('addDevice', name)));
    await until('all of them', async () => ((await below('group/devices')).length === 2002 ? true : undefined));
    const rows = await below('group/devices');
    assert.equal(new Set(rows.map(nodeId)).size, rows.length);
    // All news of the many is told by the time that of a later change is.
    await calls.ask('setDisabled', { typeId: 'many', deviceId: 'm-0' }, true);
    await told('device/many/m-0');
    fired = [];
    await calls.ask('setDisabled', { typeId: 'many', deviceId: 'm-1999' }, true);
    await told('device/many/m-1999');
    assert.deepEqual(fired, ['device/many/m-1999']);
  });

  async function told(id: string): Promise<void> {
    await until(`${id} to be told`, () => fired.includes(id) || undefined);
  }

  /** What is below a node of the first two levels. */
  async function below(id: string): Promise<PlatformNode[]> {
    const [organisation] = await tree.getChildren();
    const group = (await tree.getChildren(organisation)).find((node) => nodeId(node) === id);
    assert.ok(group, id);
    return tree.getChildren(group);
  }

  function running() {
    assert.ok(platform.state.phase === 'running');
    return platform.state;
  }

  function labelOf(node: PlatformNode): string {
    const { label } = tree.getTreeItem(node);
    return typeof label === 'string' ? label : (label?.label ?? '');
  }

  function descriptionOf(node: PlatformNode): string {
    return String(tree.getTreeItem(node).description);
  }

  function contextOf(node: PlatformNode): string {
    return tree.getTreeItem(node).contextValue ?? '';
  }
});

function programPath(name: string): string {
  return vscode.Uri.joinPath(ourExtension().extensionUri, 'dist', name).fsPath;
}

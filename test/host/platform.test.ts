import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { Bin } from '../../src/workbench/bin.ts';
import { PlatformHost, type PlatformState } from '../../src/workbench/embeddedPlatform/platformHost.ts';
import { readPlatformSettings, type PlatformSettings } from '../../src/workbench/embeddedPlatform/platformSettings.ts';
import { Engine } from '../../src/workbench/engine.ts';
import { platformSettingNames } from '../../src/workbench/ids.ts';
import { readRetention } from '../../src/workbench/traffic/readRetention.ts';
import { isAlive } from '../support/ownedProcess.ts';
import { until } from '../support/until.ts';
import { noLint } from './support/noLint.ts';
import { noReplies } from './support/noReplies.ts';
import { ourExtension } from './support/sample.ts';
import { startElsewhere } from './support/platformElsewhere.ts';

const anyPorts: PlatformSettings = { ...readPlatformSettings({}, platformSettingNames), port: 0, tlsPort: 0 };

describe('the embedded platform, as a process of its own', () => {
  let folder = '';
  let engine: Engine;
  const bin = new Bin();

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'platform-'));
    const log = bin.add(vscode.window.createOutputChannel('Test', { log: true }));
    engine = new Engine({
      program: programPath('engine.js'),
      storeFolder: path.join(folder, 'traffic'),
      log,
      lint: noLint,
      retention: readRetention,
      replies: noReplies,
    });
  });
  after(async () => {
    await engine.shutdown();
    bin.dispose();
    await rm(folder, { recursive: true });
  });

  function window(): PlatformHost {
    const places = {
      program: programPath('cli.js'),
      dataFolder: path.join(folder, 'data'),
      controlFile: path.join(folder, 'control.json'),
    };
    return bin.add(new PlatformHost({ ...places, lingerSeconds: 1 }, engine));
  }

  it('is shared by windows, survives one that closes, and ends for all of them', async () => {
    const [first, second] = [window(), window()];
    const { info: started } = await first.start(anyPorts);
    await second.attach();
    const attached = runningState(second.state);
    assert.equal(attached.info.pid, started.pid);
    const surprised: Error[] = [];
    for (const { onLost } of [first, second]) bin.add(onLost((why) => surprised.push(why)));

    await (await first.calls()).ask('addDevice', { typeId: 'lamp', deviceId: 'l-1' });
    await until('the other window to see the device', () => second.device({ typeId: 'lamp', deviceId: 'l-1' }));

    const third = window();
    await third.attach();
    third.dispose();
    assert.equal((await (await second.calls()).ask('describe')).pid, started.pid);
    await second.stop();
    await until('the other window to see the end', () => first.state.phase === 'stopped' || undefined);
    assert.deepEqual(surprised, []);
    await until('the process to end', () => !isAlive(started.pid) || undefined);
    assert.equal(second.state.phase, 'stopped');
  });

  it('is reported when it dies, and starts again with its devices', async () => {
    const platform = window();
    const { pid } = (await platform.start(anyPorts)).info;
    const lost = Promise.withResolvers<Error>();
    bin.add(platform.onLost((why) => lost.resolve(why)));
    process.kill(pid, 'SIGKILL');
    await lost.promise;
    assert.equal(platform.state.phase, 'stopped');
    await assert.rejects(platform.calls(), /does not run/);

    const { info: again, isNew } = await platform.start(anyPorts);
    assert.equal(isNew, true);
    assert.notEqual(again.pid, pid);
    assert.ok(platform.device({ typeId: 'lamp', deviceId: 'l-1' }));
    await platform.stop();
    await until('the process to end', () => !isAlive(again.pid) || undefined);
  });

  it('is what the settings say', async () => {
    const platform = window();
    const { info } = await platform.start({
      ...anyPorts,
      quickstartPort: 0,
      quota: 'lite',
      tolerant: true,
      certificateNames: ['bench.local'],
    });
    assert.equal(info.quota, 'lite');
    assert.equal(info.tolerant, true);
    assert.ok(info.listeners.some(({ secure }) => secure));
    assert.ok(info.listeners.some(({ service, open }) => service === 'quickstart' && !open));
    assert.match(info.ca ?? '', /BEGIN CERTIFICATE/);

    await (await platform.calls()).ask('setQuickstart', undefined);
    await until('Quickstart to be closed', () => {
      const { listeners } = runningState(platform.state).info;
      return listeners.every(({ service }) => service === 'full') || undefined;
    });
    await platform.stop();
    await until('the process to end', () => !isAlive(info.pid) || undefined);
  });

  it('ends by itself after its last window', async () => {
    const platform = window();
    const { pid } = (await platform.start(anyPorts)).info;
    platform.dispose();
    await engine.watchPlatform(undefined);
    await until('the process to end', () => !isAlive(pid) || undefined);
  });

  it('can be one elsewhere, which runs on when the window lets go of it', async () => {
    const elsewhere = bin.add(await startElsewhere(programPath('cli.js'), path.join(folder, 'elsewhere')));
    const platform = window();
    await platform.attachTo(elsewhere.control);
    const { info, attachedTo } = runningState(platform.state);
    assert.equal(attachedTo, new URL(elsewhere.control.url).host);
    await (await platform.calls()).ask('addDevice', { typeId: 'lamp', deviceId: 'far' });
    await until('the device', () => platform.device({ typeId: 'lamp', deviceId: 'far' }));

    platform.detach();
    assert.equal(platform.state.phase, 'stopped');
    await assert.rejects(platform.attachTo({ ...elsewhere.control, key: `wrong${elsewhere.control.key}` }));
    assert.equal(platform.state.phase, 'stopped');
    await platform.attachTo(elsewhere.control);
    assert.equal(runningState(platform.state).info.pid, info.pid);
    assert.ok(platform.device({ typeId: 'lamp', deviceId: 'far' }));
    platform.detach();
  });
});

function runningState(state: PlatformState): Extract<PlatformState, { phase: 'running' }> {
  assert.ok(state.phase === 'running');
  return state;
}

function programPath(name: string): string {
  return vscode.Uri.joinPath(ourExtension().extensionUri, 'dist', name).fsPath;
}

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { writeProfiles } from '../../src/profiles/shared/writeProfiles.ts';
import { commands } from '../../src/workbench/ids.ts';
import { until } from '../support/until.ts';
import { anyProfile, ConnectionBench, nodeOf } from './support/connectionBench.ts';
import { goBack } from './support/scriptedWindow.ts';

const deviceYaml = `identity:
  orgId: abc123
  typeId: lamp
  deviceId: l-1
auth:
  token: planted-token
options:
  domain: mas.example.com
  mqtt:
    cleanStart: true
    caFile: ca.pem
`;

const envFile = [
  'WIOTP_IDENTITY_ORGID=abc123',
  'WIOTP_IDENTITY_TYPEID=lamp',
  'WIOTP_IDENTITY_DEVICEID=l-1',
  'WIOTP_AUTH_TOKEN="planted-token"',
  '',
].join('\n');

describe('importing and exporting connections', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'transfer-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function fileOf(name: string, text: string): Promise<vscode.Uri> {
    await writeFile(path.join(folder, name), text);
    return vscode.Uri.file(path.join(folder, name));
  }

  it('shows what a configuration of an SDK really comes to, and keeps its token in the secret store only', async (t) => {
    const bench = await ConnectionBench.open(t);
    const file = await fileOf('device.yaml', deviceYaml);
    const window = await bench.run(commands.importConnections, [
      'SDK Configuration File…',
      file,
      'The Python SDK’s',
      'Device',
      'Import This Connection',
    ]);
    assert.deepEqual(window.left, []);
    const [profile] = bench.profiles.all();
    assert.ok(profile, window.shown.join('\n'));
    // The Python SDK turns the meaning of cleanStart round.
    assert.equal(profile.cleanSession, false);
    assert.ok(window.choices.some(({ label }) => label === 'Session: durable'));
    assert.equal(profile.tls.caFile, path.join(folder, 'ca.pem'));
    assert.equal(await bench.connections.token(profile), 'planted-token');
    const shown = JSON.stringify([window.shown, window.choices, bench.state.get('connections')]);
    assert.doesNotMatch(shown, /planted-token/);
  });

  it('keeps nothing that was not agreed to', async (t) => {
    const bench = await ConnectionBench.open(t);
    const file = await fileOf('device.yaml', deviceYaml);
    await bench.run(commands.importConnections, ['SDK Configuration File…', file, 'The Node.js SDK’s', 'Gateway', undefined]);
    assert.deepEqual([bench.profiles.all(), bench.secrets.size], [[], 0]);
  });

  it('says why a file cannot be imported, without repeating it', async (t) => {
    const bench = await ConnectionBench.open(t);
    const file = await fileOf('broken.yaml', 'auth: { token: planted-token');
    const window = await bench.run(commands.importConnections, ['SDK Configuration File…', file, 'The Python SDK’s']);
    assert.equal(bench.profiles.all().length, 0);
    assert.doesNotMatch(window.shown.join('\n'), /planted-token/);
  });

  it('says which file and which line cannot be imported', async (t) => {
    const bench = await ConnectionBench.open(t);
    const cases: readonly (readonly [string, RegExp])[] = [
      ['WIOTP_IDENTITY_ORGID=abc123\nplanted-token\n', /broken\.env: Line 2 is neither/],
      [`${envFile}WIOTP_OPTIONS_MQTT_PORT=many\n`, /broken\.env: WIOTP_OPTIONS_MQTT_PORT \(line 5\) must be a whole number/],
    ];
    for (const [text, refusal] of cases) {
      const file = await fileOf('broken.env', text);
      const window = await bench.run(commands.importConnections, ['.env File…', file, 'The Python SDK’s']);
      assert.match(window.shown.at(-1) ?? '', refusal);
      assert.doesNotMatch(window.shown.join('\n'), /planted-token/);
    }
    assert.equal(bench.profiles.all().length, 0);
  });

  it('goes back from every question, and shows long notes whole', async (t) => {
    const bench = await ConnectionBench.open(t);
    const file = await fileOf('some.env', envFile);
    const window = await bench.run(commands.importConnections, [
      'Exported Connections…',
      undefined,
      '.env File…',
      file,
      goBack,
      file,
      'The Node.js SDK’s',
      goBack,
      'The Python SDK’s',
      'Gateway',
      goBack,
      'Device',
      'Python SDK',
      undefined,
      'Import This Connection',
    ]);
    assert.deepEqual(window.left, []);
    assert.equal(bench.profiles.all()[0]?.client.sender, 'device');
    const note = window.choices.find(({ label }) => label === '$(info) Python SDK');
    assert.ok(note?.detail);
    assert.ok(window.shown.includes(`Import Connections\n${note.detail}`));
  });

  it('exports without secrets, and imports what it exported', async (t) => {
    const bench = await ConnectionBench.open(t, anyProfile({ keepAliveSeconds: 17 }));
    await bench.connections.keepToken(anyProfile(), 'planted-token');
    const file = vscode.Uri.file(path.join(folder, 'exported.json'));
    await bench.run(commands.exportConnections, ['l-1', file]);
    const text = await readFile(file.fsPath, 'utf8');
    assert.doesNotMatch(text, /planted-token/);
    const window = await bench.run(commands.importConnections, ['Exported Connections…', file, 'Import This Connection']);
    assert.deepEqual(window.left, []);
    const copy = bench.profiles.all()[1];
    assert.deepEqual([copy?.name, copy?.keepAliveSeconds], ['lamp:l-1', 17]);
    assert.notEqual(copy?.id, 'p-1');
  });

  it('shares a connection in the workspace without its token, from where others connect by their own', async (t) => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    const caFile = path.join(workspace.uri.fsPath, 'certificates', 'ca.pem');
    const tls = { verifyChain: false, verifyHost: true, caFile, serverName: 'platform' };
    const bench = await ConnectionBench.open(t, anyProfile({ transport: 'tls', tls }));
    t.after(() => rm(path.join(workspace.uri.fsPath, '.wiotp'), { recursive: true, force: true }));
    await bench.connections.keepToken(anyProfile(), 'planted-token');
    await bench.run(commands.shareConnection, [], nodeOf(anyProfile()));
    const text = await readFile(path.join(workspace.uri.fsPath, '.wiotp', 'profiles.json'), 'utf8');
    assert.doesNotMatch(text, /planted-token/);
    // Others have the folder elsewhere.
    assert.match(text, /"certificates\/ca\.pem"/);
    await bench.shared.look();
    const found = await until('the shared connection', () => bench.connections.all().find(({ shared }) => shared !== undefined));
    assert.equal(found.shared?.name, workspace.name);
    assert.equal(await bench.connections.token(found.profile), undefined);
    const node = nodeOf(found.profile);
    const window = await bench.run(commands.connect, ['Connect All the Same', 'Connect as lamp:l-1', 'tok-4'], node);
    assert.match(window.shown[0] ?? '', /insecure: certificate not verified/);
    assert.match(window.shown.at(-1) ?? '', new RegExp(`folder ${workspace.name} says that it goes to mqtts://platform.example.com:8883`));
    assert.deepEqual(bench.asked.at(-1)?.[2], { token: 'tok-4' });
    await bench.run(commands.deleteConnection, [], node);
    assert.ok(bench.connections.find(found.profile.id));
  });

  it('asks before a shared connection fetches firmware for the first time, and again when it would do so unasked', async (t) => {
    const bench = await ConnectionBench.open(t);
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    const shared = path.join(workspace.uri.fsPath, '.wiotp');
    t.after(() => rm(shared, { recursive: true, force: true }));
    const { management } = anyProfile();
    const share = async (firmwareDownload: 'ask' | 'automatic'): Promise<void> => {
      const answers = { ...management.answers, 'dm.firmwareDownload': firmwareDownload };
      const download = { ...management.download, real: true };
      await mkdir(shared, { recursive: true });
      await writeFile(
        path.join(shared, 'profiles.json'),
        writeProfiles([anyProfile({ transport: 'tls', management: { ...management, download, answers } })]),
      );
      await bench.shared.look();
      await until('the file to be read', () =>
        bench.connections.all().find(({ profile }) => profile.management.answers['dm.firmwareDownload'] === firmwareDownload),
      );
    };
    const connect = async (...answers: readonly (string | undefined)[]) => {
      const [found] = bench.connections.all();
      assert.ok(found);
      return bench.run(commands.connect, answers, nodeOf(found.profile));
    };
    await share('ask');
    const first = await connect(undefined);
    assert.match(first.shown[0] ?? '', /firmware images are really fetched[^]* when a request is accepted/);
    assert.deepEqual(bench.asked, []);
    await connect('Connect All the Same', 'Connect as lamp:l-1', 'tok-1');
    await connect();
    assert.equal(bench.asked.length, 2);
    await share('automatic');
    const second = await connect(undefined);
    assert.match(second.shown[0] ?? '', /without a question/);
    assert.equal(bench.asked.length, 2);
  });
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { ControlConnections } from '../../../src/platform/control/controlConnections.ts';
import { ControlServer } from '../../../src/platform/control/controlServer.ts';
import type { LocalControl } from '../../../src/rpc/engineContract.ts';
import { isManaged, pendingRequests } from '../../../src/rpc/session/sessionState.ts';
import { isRefusal } from '../../../src/wiotp/refusal.ts';
import { defaultLintOptions } from '../../../src/lint/options.ts';
import { EngineBench, sensor } from '../../support/engine/engineBench.ts';
import { bytesOf } from '../../support/engine/messages.ts';
import { management } from '../../support/engine/testSettings.ts';
import { everythingIn } from '../../support/engine/sessionBench.ts';
import { ControlClient } from '../../support/platform/controlClient.ts';
import { asApplication, asDevice, deviceToken, startPlatform, type TestPlatform } from '../../support/platform/testPlatform.ts';
import { schemaFile } from '../../support/ownSchemas/checked.ts';
import { controlledPlatform } from '../../support/platform/controlled.ts';
import { projectPath } from '../../support/projectPaths.ts';
import { tempFolder } from '../../support/tempFolder.ts';

interface Served {
  readonly platform: TestPlatform;
  readonly control: ControlServer;
  readonly address: LocalControl;
}

/** The real embedded platform with its control socket. */
async function servePlatform(context: TestContext): Promise<Served> {
  const platform = await startPlatform(context);
  const control = new ControlServer(new ControlConnections(controlledPlatform(platform.platform), true, () => undefined));
  const address = await control.listen();
  context.after(() => control.close());
  return { platform, control, address };
}

const secrets = { token: deviceToken };

const status = { topic: 'iot-2/evt/status/fmt/json', payload: bytesOf({ t: 21 }), qos: 1, retain: false } as const;

test('the log is there again after a restart, and holds no token', async (context) => {
  const folder = tempFolder(context);
  const { platform } = await servePlatform(context);
  const first = new EngineBench(context);
  assert.deepEqual(await first.ask('openStore', folder), { file: join(folder, 'traffic.db') });
  await first.ask('connect', sensor(platform.port, 'one', { management: management() }), secrets);
  await first.ask('publish', 'one', status);
  await first.shutdown();

  const second = new EngineBench(context);
  await second.ask('openStore', folder);
  const rows = await second.rows();
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    [
      'connection.open',
      'connection.subscribed',
      'connection.subscribed',
      'dm.manage',
      'dm.serverResponse',
      'device.event',
      'connection.closed',
    ],
  );
  const [, , , manage, answer] = rows;
  assert.deepEqual(
    [manage?.partner?.seq, answer?.partner?.seq, manage?.rcMeaning],
    [answer?.seq, manage?.seq, 'the device is managed now'],
  );
  const stored = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  assert.ok(stored.some((bytes) => bytes.includes('iotdevice-1/mgmt/manage')));
  assert.ok(!stored.some((bytes) => bytes.includes(deviceToken)));
});

test('every message is in the log once: our own session’s as it saw them, other clients’ as the platform did', async (context) => {
  const { platform, address } = await servePlatform(context);
  const engine = new EngineBench(context);
  await engine.ask('watchPlatform', address);
  await engine.ask('connect', sensor(platform.port, 'one'), secrets);
  await engine.ask('publish', 'one', status);
  const board = await platform.connect(asDevice('two'));
  board.send({ cmd: 'publish', topic: status.topic, payload: '{"board":2}', qos: 0, retain: false, dup: false });
  await engine.row('the board’s event', ({ preview }) => preview === '{"board":2}');
  await engine.ask('disconnect', 'one');
  board.socket.destroy();
  await engine.row('the board’s end', ({ clientId, kind }) => clientId === 'd:abc123:sensor:two' && kind === 'connection.closed');

  const rows = await engine.rows();
  const of = (deviceId: string): readonly string[] =>
    rows.filter(({ clientId }) => clientId === `d:abc123:sensor:${deviceId}`).map(({ at, kind }) => `${at} ${kind}`);
  assert.deepEqual(of('one'), [
    'session connection.open',
    'session connection.subscribed',
    'session connection.subscribed',
    'session device.event',
    'session connection.closed',
  ]);
  assert.deepEqual(of('two'), ['platform connection.open', 'platform device.event', 'platform connection.closed']);
  const stored = (): number => engine.counters.session.stored + engine.counters.platform.stored;
  await engine.until('the counters', () => stored() === rows.length);
  const { session, platform: other } = engine.counters;
  assert.deepEqual([session.sent, session.received, session.events, session.stored], [1, 0, 4, 5]);
  assert.deepEqual([other.sent, other.received, other.events, other.stored], [0, 1, 2, 3]);
});

test('a session that was there before the platform’s traffic is ours as well', async (context) => {
  const { platform, address } = await servePlatform(context);
  const engine = new EngineBench(context);
  await engine.ask('connect', sensor(platform.port, 'one'), secrets);
  await engine.ask('watchPlatform', address);
  await engine.ask('publish', 'one', status);
  await engine.ask('disconnect', 'one');
  // When the next client is there, everything before it has arrived.
  await platform.connect(asDevice('two'));
  await engine.row('another client', ({ clientId }) => clientId.endsWith(':two'));
  const rows = (await engine.rows()).filter(({ clientId }) => clientId.endsWith(':one'));
  assert.deepEqual(
    rows.map(({ at, kind }) => `${at} ${kind}`),
    [
      'session connection.open',
      'session connection.subscribed',
      'session connection.subscribed',
      'session device.event',
      'session connection.closed',
    ],
  );
});

test('a refusal of the embedded platform comes with its own reason, and without the token', async (context) => {
  const { platform, address } = await servePlatform(context);
  const engine = new EngineBench(context);
  await engine.ask('watchPlatform', address);
  const wrong = 'another-secret-token';
  const error: unknown = await engine.ask('connect', sensor(platform.port, 'one'), { token: wrong }).catch((why: unknown) => why);
  assert.ok(isRefusal(error));
  assert.equal(error.code, 5);
  assert.match(error.message, /token/);
  assert.ok(!everythingIn(error).includes(wrong));
  const refused = await engine.row('the refusal', ({ kind }) => kind === 'connection.refused');
  assert.ok(!JSON.stringify([refused, await engine.ask('message', refused.seq), engine.states]).includes(wrong));
});

test('a reboot from the platform: pending, answered, away, back and managed, complete', async (context) => {
  const { platform, address } = await servePlatform(context);
  const steering = await ControlClient.open(address);
  context.after(() => steering.close());
  const engine = new EngineBench(context);
  await engine.ask('connect', sensor(platform.port, 'one', { management: management() }), secrets);
  await steering.ask('startAction', { action: 'device/reboot', devices: [{ typeId: 'sensor', deviceId: 'one' }] });
  await engine.until('the request', () => pendingRequests(engine.states[0]).length === 1);
  const [{ key } = assert.fail()] = pendingRequests(engine.states[0]);
  await engine.ask('answer', 'one', key, { rc: 202 });
  await engine.until('the device to go', () => engine.states[0]?.phase === 'waiting');
  await engine.until('the device to be back', () => engine.states[0]?.phase === 'connected' && isManaged(engine.states[0]));
  const kinds = (await engine.rows()).map(({ kind }) => kind);
  assert.deepEqual(kinds.slice(kinds.indexOf('dm.reboot')), [
    'dm.reboot',
    'dm.deviceResponse',
    'connection.closed',
    'connection.open',
    'connection.subscribed',
    'connection.subscribed',
    'dm.manage',
    'dm.serverResponse',
  ]);
});

test('the platform that goes is news; one that is no longer watched is not', async (context) => {
  const { control, address } = await servePlatform(context);
  const engine = new EngineBench(context);
  await engine.ask('watchPlatform', address);
  await engine.ask('watchPlatform', undefined);
  await engine.ask('watchPlatform', address);
  await control.close();
  await engine.until('the news', () => engine.lost.length > 0);
  assert.equal(engine.lost.length, 1);
  assert.deepEqual(await engine.rows(), []);
});

test('a control socket with another key, or none at all, fails the call', async (context) => {
  const { address } = await servePlatform(context);
  const engine = new EngineBench(context);
  await assert.rejects(engine.ask('watchPlatform', { ...address, key: 'wrong' }), /control connection/);
  await assert.rejects(engine.ask('watchPlatform', { ...address, path: `${address.path}-nowhere` }), /does not answer/);
  assert.deepEqual(engine.lost, []);
});

test('a publish job runs until it is stopped', async (context) => {
  const { platform } = await servePlatform(context);
  const engine = new EngineBench(context);
  await engine.ask('connect', sensor(platform.port, 'one'), secrets);
  const tick = { topic: 'iot-2/evt/tick/fmt/json', template: '{"n":"${counter}"}', qos: 0, everyMs: 100 } as const;
  const job = await engine.ask('startJob', 'one', tick);
  const other = await engine.ask('startJob', 'one', { ...tick, topic: 'iot-2/evt/tock/fmt/json', everyMs: 60_000 });
  await engine.until('three messages', () => (engine.states[0]?.jobs[0]?.sent ?? 0) >= 3);
  await engine.ask('stopJob', 'one', job);
  assert.deepEqual(
    engine.states[0]?.jobs.map(({ id }) => id),
    [other],
  );
  await engine.ask('stopJob', 'one');
  assert.deepEqual(engine.states[0]?.jobs, []);
  const previews = (await engine.rows()).filter(({ topic }) => topic === tick.topic).map(({ preview }) => preview);
  assert.deepEqual(previews.slice(0, 3), ['{"n":1}', '{"n":2}', '{"n":3}']);
});

test('clearing empties the log, numbers go on, and it is told', async (context) => {
  const { platform } = await servePlatform(context);
  const engine = new EngineBench(context);
  await engine.ask('openStore', tempFolder(context));
  await engine.ask('connect', sensor(platform.port, 'one'), secrets);
  const { end } = await engine.ask('extent');
  await engine.ask('clear');
  assert.deepEqual(await engine.ask('extent'), { first: end, end });
  await engine.until('the news', () => engine.extent.first === end);
  await engine.ask('publish', 'one', status);
  assert.deepEqual(
    (await engine.rows()).map(({ seq }) => seq),
    [end],
  );
});

test('messages are judged as configured, by own schemas too, and what is wrong with those is told', async (context) => {
  const { platform } = await servePlatform(context);
  const engine = new EngineBench(context);
  await engine.ask('openStore', tempFolder(context));
  await engine.ask('connect', sensor(platform.port, 'one'), secrets);
  await engine.ask('publish', 'one', status);
  const schema = schemaFile('status.json', { properties: { t: { maximum: 20 } } }, 'iot-2/evt/status/#');
  const broken = schemaFile('broken.json', '{');
  await engine.ask('configureLint', {
    options: { ...defaultLintOptions, rules: { 'own/payload': 'warning' } },
    schemas: [schema, broken],
    schemasProgram: projectPath('src', 'ownSchemas', 'main.ts'),
  });
  await engine.ask('publish', 'one', status);
  const judged = await engine.row('the verdict', ({ severity }) => severity === 'warning');
  const { findings = [] } = (await engine.ask('message', judged.seq)) ?? {};
  assert.deepEqual(
    findings.map(({ rule, severity, message }) => [rule, severity, message]),
    [['own/payload', 'warning', 't is 21; according to status.json it must be at most 20.']],
  );
  const events = (await engine.rows()).filter(({ kind }) => kind === 'device.event');
  assert.deepEqual(
    events.map(({ problems }) => problems),
    [0, 1],
    'what came before is not judged again',
  );
  await engine.until('the news', () => (engine.extent.revision ?? 0) > 0);
  assert.deepEqual(
    engine.schemas.map(({ path, problems }) => [path, problems.map(({ rule }) => rule)]),
    [
      ['status.json', []],
      ['broken.json', ['own/schema-broken']],
    ],
  );
});

test('calls for a connection that does not exist are refusals', async (context) => {
  const engine = new EngineBench(context);
  await assert.rejects(engine.ask('publish', 'nobody', status), isRefusal);
  await assert.rejects(engine.ask('request', 'nobody', { kind: 'dm.manage' }), isRefusal);
  await assert.rejects(engine.ask('discardUndelivered', 'nobody'), isRefusal);
  await engine.ask('disconnect', 'nobody');
});

test('a second client with the client ID of a session is recognised, and the session stays away', async (context) => {
  const { platform, address } = await servePlatform(context);
  const engine = new EngineBench(context);
  await engine.ask('watchPlatform', address);
  await engine.ask('connect', sensor(platform.port, 'one'), secrets);
  const board = await platform.connect(asDevice('one'));
  await engine.until('the end of the session', () => engine.states[0]?.phase === 'closed');
  assert.equal(engine.states[0]?.failed, true);
  assert.match(engine.states[0]?.reason ?? '', /\(close code 288\).* It happened at \d\d:\d\d:\d\d\.$/);
  assert.equal(board.socket.destroyed, false);
});

test('commands wait on the platform for a lasting session, and are marked in the log', async (context) => {
  const { platform } = await servePlatform(context);
  const engine = new EngineBench(context);
  const settings = sensor(platform.port, 'one', { cleanSession: false });
  await engine.ask('connect', settings, secrets);
  await engine.ask('disconnect', 'one');
  const backEnd = await platform.connect(asApplication());
  for (const n of [1, 2, 3]) backEnd.publish('iot-2/type/sensor/id/one/cmd/reset/fmt/json', `{"n":${n}}`, { qos: 1, messageId: n });
  for (const _ of [1, 2, 3]) await backEnd.next('puback');
  await engine.ask('connect', settings, secrets);
  assert.equal(engine.states[0]?.sessionPresent, true);
  backEnd.publish('iot-2/type/sensor/id/one/cmd/reset/fmt/json', '{"n":4}', { qos: 1, messageId: 4 });
  await engine.row('the last command', ({ preview }) => preview === '{"n":4}');
  const commands = (await engine.rows()).filter(({ kind }) => kind === 'device.command');
  assert.deepEqual(
    commands.map(({ preview, note }) => [preview, note?.what]),
    [1, 2, 3, 4].map((n) => [`{"n":${n}}`, n < 4 ? 'queued' : undefined]),
  );
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { test, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import { controlCalls } from '../../../../src/platform/control/controlCalls.ts';
import type { Controlled } from '../../../../src/platform/control/controlConnection.ts';
import { ControlConnections } from '../../../../src/platform/control/controlConnections.ts';
import { ControlServer } from '../../../../src/platform/control/controlServer.ts';
import type { LocalControl } from '../../../../src/rpc/engineContract.ts';
import { Listeners } from '../../../../src/platform/listeners.ts';
import { encodeFrame } from '../../../../src/rpc/node/frameCodec.ts';
import { ControlClient } from '../../../support/platform/controlClient.ts';
import { controlledPlatform } from '../../../support/platform/controlled.ts';
import { soon } from '../../../support/platform/soon.ts';
import { asApplication, asDevice, org, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';

const sensor = { typeId: 'sensor', deviceId: 'one' };
const onWindows = process.platform === 'win32';

interface Served {
  readonly test: TestPlatform;
  readonly server: ControlServer;
  readonly address: LocalControl;
  readonly counts: number[];
  readonly stopped: Promise<void>;
}

async function serve(t: TestContext, parts: Partial<Controlled> = {}): Promise<Served> {
  const platform = await startPlatform(t);
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  const counts: number[] = [];
  const connections = new ControlConnections(controlledPlatform(platform.platform, { stop: () => stop(), ...parts }), true, () =>
    counts.push(connections.size),
  );
  const server = new ControlServer(connections);
  const address = await server.listen();
  t.after(() => server.close());
  return { test: platform, server, address, counts, stopped };
}

async function client(t: TestContext, address: LocalControl): Promise<ControlClient> {
  const opened = await ControlClient.open(address);
  t.after(() => opened.close());
  return opened;
}

async function dial({ path }: LocalControl): Promise<Socket> {
  const socket = connect(path);
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  return socket;
}

test('the socket is for this user only, and goes with the server', { skip: onWindows }, async (t) => {
  const { address, server } = await serve(t);
  assert.equal(statSync(dirname(address.path)).mode & 0o777, 0o700);
  assert.equal(statSync(address.path).mode & 0o777, 0o600);
  await server.close();
  assert.equal(existsSync(dirname(address.path)), false);
});

const strangers: readonly [what: string, bytes: (key: string) => Buffer][] = [
  ['a wrong key', () => encodeFrame({ key: 'wrong' })],
  ['a key that is no text', () => encodeFrame({ key: 7 })],
  ['a key that is too short by one character', (key) => encodeFrame({ key: key.slice(1) })],
  ['no key', () => encodeFrame({ ask: 'describe', id: 1, args: [] })],
  ['null', () => encodeFrame(null)],
  ['bytes that are no frame', () => Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['a first frame of a megabyte', () => encodeFrame({ key: 'x'.repeat(1_000_000) })],
  ['a JSON length beyond the frame', () => Buffer.from([4, 0, 0, 0, 200, 0, 0, 0, 1, 2, 3, 4])],
];

for (const [what, bytes] of strangers) {
  test(`${what}: closed without an answer`, async (t) => {
    const { address, counts } = await serve(t);
    const socket = await dial(address);
    let answered = 0;
    socket.on('data', ({ length }) => (answered += length));
    socket.write(Buffer.concat([bytes(address.key), encodeFrame({ ask: 'describe', id: 1, args: [] })]));
    await soon('the end of the connection', new Promise((resolve) => void socket.once('close', resolve)));
    assert.deepEqual([answered, counts], [0, []]);
  });
}

test('the key may arrive byte by byte, and calls together with it', async (t) => {
  const { address } = await serve(t);
  const socket = await dial(address);
  const all = Buffer.concat([encodeFrame({ key: address.key }), encodeFrame({ ask: 'describe', id: 1, args: [] })]);
  for (const byte of all) socket.write(Buffer.from([byte]));
  const [answer] = await soon('an answer', once(socket, 'data'));
  assert.match(String(answer), /"org":"abc123"/);
  socket.destroy();
});

test('what the platform is, and what it knows of its devices', async (t) => {
  const { address, test: platform } = await serve(t);
  const control = await client(t, address);
  assert.deepEqual(await control.ask('describe'), {
    instanceId: platform.registry.instanceId,
    org,
    host: '127.0.0.1',
    port: platform.port,
    pid: process.pid,
    listeners: platform.platform.ports.states(),
    quota: 'off',
    tolerant: false,
    keepRunning: false,
  });
  assert.equal((await control.ask('devices')).length, 9);
  const device = await platform.connect(asDevice('one'));
  await control.until('news of a device', () => control.devices.some(({ online }) => online));
  const [one, ...others] = control.devices;
  assert.deepEqual([one?.deviceId, one?.online, one?.managed, one?.peer, others], ['one', true, false, device.peer, []]);
  device.publish('iotdevice-1/mgmt/manage', '{}');
  await control.until('a managed device', () => control.devices.some(({ managed }) => managed));
});

test('a hundred devices that change at once are told in few words, each as it is at the end', async (t) => {
  const { address, test: platform } = await serve(t);
  const control = await client(t, address);
  await control.ask('describe');
  let told = 0;
  const names = Array.from({ length: 100 }, (_, at) => ({ typeId: 'pump', deviceId: `p-${at}` }));
  for (const name of names) {
    platform.platform.fleet.add(name);
    platform.platform.fleet.setDisabled(name, true);
  }
  await control.until('all of them', () => {
    told++;
    return control.devices.filter(({ typeId, disabled }) => typeId === 'pump' && disabled).length === 100;
  });
  assert.ok(told <= 5, `${told}`);
  for (const name of names) platform.platform.fleet.remove(name);
  await control.until('their end', () => control.devices.every(({ typeId }) => typeId !== 'pump'));
});

test('what was decided about the platform is told to everybody', async (t) => {
  const changed = new Listeners<[]>();
  const wanted: boolean[] = [];
  const keepRunning = (keep: boolean): void => {
    wanted.push(keep);
    changed.tell();
  };
  const { address } = await serve(t, { followInfo: (told) => changed.add(told), keepRunning });
  const [control, other] = [await client(t, address), await client(t, address)];
  await other.ask('describe');
  await control.ask('setKeepRunning', true);
  await other.until('the info', () => other.info !== undefined);
  assert.deepEqual(wanted, [true]);
  await assert.rejects(control.ask('setKeepRunning', 'yes' as never), { name: 'Refusal', message: /neither true nor false/ });
});

test('devices are added, get new tokens, and are removed with their connection', async (t) => {
  const { address, test: platform } = await serve(t);
  const control = await client(t, address);
  const name = { typeId: 'pump', deviceId: 'p-1' };
  const login = { clientId: `d:${org}:pump:p-1`, username: 'use-token-auth' };
  const { authToken } = await control.ask('addDevice', name);
  await assert.rejects(control.ask('addDevice', name), { name: 'Refusal', message: /registered already/ });
  const first = await platform.connect({ ...login, password: authToken });
  const issued = await control.ask('issueToken', name);
  await first.settled();
  assert.equal((await (await platform.dial()).connect({ ...login, password: authToken })).returnCode, 5);
  await control.ask('removeDevice', name);
  await first.closed;
  assert.equal((await platform.event('connection.closed', login.clientId)).code, 94);
  assert.equal((await (await platform.dial()).connect({ ...login, password: issued.authToken })).returnCode, 5);
  assert.equal(
    (await control.ask('devices')).some(({ typeId }) => typeId === 'pump'),
    false,
  );
});

test('a command tells whether the device got it', async (t) => {
  const { address, test: platform } = await serve(t);
  const control = await client(t, address);
  const command = { ...sensor, commandId: 'reset', format: 'json', payload: new TextEncoder().encode('{"delay":5}'), qos: 1 as const };
  assert.deepEqual(await control.ask('sendCommand', command), { delivered: false });
  const device = await platform.connect(asDevice('one'));
  assert.deepEqual(await control.ask('sendCommand', command), { delivered: false });
  await device.subscribe('iot-2/cmd/+/fmt/+', 1);
  assert.deepEqual(await control.ask('sendCommand', command), { delivered: true });
  const { topic, payload, qos } = await device.next('publish');
  assert.deepEqual([topic, payload.toString(), qos], ['iot-2/cmd/reset/fmt/json', '{"delay":5}', 1]);
  const sent = await platform.record(({ clientId }) => clientId === `a:${org}:workbench`);
  assert.deepEqual([sent.direction, sent.topic], ['up', 'iot-2/type/sensor/id/one/cmd/reset/fmt/json']);
});

test('calls that break a rule are refused at the caller', async (t) => {
  const { address } = await serve(t);
  const control = await client(t, address);
  const command = { ...sensor, commandId: 'reset', format: 'json', payload: new Uint8Array(1), qos: 0 as const };
  const sends: readonly [wrong: object, message: RegExp][] = [
    [{ commandId: 'a/b' }, /must not contain "\/"/],
    [{ format: '' }, /empty/],
    [{ payload: 'text' }, /payload is not bytes/],
    [{ payload: new Uint8Array(131_073) }, /131073 bytes/],
    [{ qos: 3 }, /qos is none of 0, 1, 2/],
    [{ deviceId: 7 }, /deviceId is no text/],
    [{ deviceId: 'none' }, /is not registered/],
  ];
  for (const [wrong, message] of sends)
    await assert.rejects(control.ask('sendCommand', { ...command, ...wrong }), { name: 'Refusal', message });
  await assert.rejects(control.ask('removeDevice', { typeId: 'none', deviceId: 'none' }), { name: 'Refusal', code: 404 });
});

test('traffic comes in order, each record once, with the bytes of its payload, and only when asked for', async (t) => {
  const { address, test: platform } = await serve(t);
  const [watching, other] = [await client(t, address), await client(t, address)];
  await watching.ask('watchTraffic');
  await watching.ask('watchTraffic');
  const app = await platform.connect(asApplication());
  await app.subscribe('iot-2/type/+/id/+/evt/+/fmt/+', 0);
  const device = await platform.connect(asDevice('one'));
  await device.subscribe('iotdm-1/#', 1);
  for (let at = 0; at < 700; at++) device.publish('iot-2/evt/bytes/fmt/bin', Buffer.from([at & 0xff, 0, 0xff]));
  device.publish('iotdevice-1/mgmt/manage', '{"reqId":"r"}');
  await device.next('publish');
  await watching.until('all records', () => watching.records.length >= platform.records.length);
  const plain = (records: TestPlatform['records']) =>
    records.map((record) => ({ ...record, payload: Buffer.from(record.payload).toString('hex') }));
  assert.deepEqual(plain(watching.records), plain(platform.records));
  assert.deepEqual([watching.dropped, other.records], [0, []]);
});

test('the number of connections is told as they come and go', async (t) => {
  const { address, counts } = await serve(t);
  const [first, second] = [await client(t, address), await client(t, address)];
  await Promise.all([first.ask('describe'), second.ask('describe')]);
  first.close();
  second.close();
  while (counts.at(-1) !== 0) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(counts, [1, 2, 1, 0]);
});

test('stop is answered before the platform ends, and the end is told to everybody', async (t) => {
  const { address, stopped, server } = await serve(t);
  const [control, other] = [await client(t, address), await client(t, address)];
  await other.ask('describe');
  await control.ask('stop');
  await soon('the stop', stopped);
  await server.close();
  await soon('the end', Promise.all([control.ended, other.ended]));
  assert.ok(control.wasEnding && other.wasEnding);
});

test('whatever is called with whatever: an answer or a refusal, and never a defect', async (t) => {
  const { address, test: platform } = await serve(t);
  const control = await client(t, address);
  const ask = control.ask as (call: string, ...args: unknown[]) => Promise<unknown>;
  const calls = Object.keys(
    controlCalls({ ...controlledPlatform(platform.platform), isLocal: false, watchTraffic: () => undefined, stop: () => undefined }),
  );
  // These end what the other calls need: the platform, its ports, a device.
  const harmless = calls.filter((call) => !['stop', 'restart', 'openAddress', 'setQuickstart', 'removeDevice'].includes(call));
  const text = fc.constantFrom('sensor', 'one', 'all', 'device/reboot', '__proto__', '', 'metadata', 'x'.repeat(2000));
  const member = fc.constantFrom('typeId', 'deviceId', 'action', 'devices', 'fault', 'kind', 'name', 'value', 'source', 'bytes');
  const value = fc.oneof(
    text,
    fc.jsonValue(),
    fc.dictionary(member, fc.oneof(text, fc.jsonValue(), fc.constant([sensor]))),
    fc.constant(sensor),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...harmless), fc.array(value, { maxLength: 3 }), async (call, args) => {
      const failure = await ask(call, ...args).then(
        () => undefined,
        (error: Error) => error,
      );
      if (failure !== undefined) assert.equal(failure.name, 'Refusal', `${call} ${JSON.stringify(args)}: ${failure.message}`);
    }),
    { numRuns: 500 },
  );
  assert.deepEqual(platform.defects, []);
  const device = await platform.connect(asDevice('two'));
  await device.settled();
});

test('a frame that is too deep to be read ends the connection of who sent it, and no other', async (t) => {
  const { address } = await serve(t);
  const [socket, other] = [await dial(address), await client(t, address)];
  socket.write(encodeFrame({ key: address.key }));
  const json = Buffer.from(`{"ask":"changeAttribute","id":1,"args":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`);
  const header = Buffer.alloc(8);
  header.writeUInt32LE(json.length, 0);
  header.writeUInt32LE(json.length, 4);
  socket.write(Buffer.concat([header, json]));
  await soon('the end of the connection', new Promise((resolve) => void socket.once('close', resolve)));
  assert.equal((await other.ask('describe')).org, org);
});

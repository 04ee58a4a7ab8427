import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { asGatewayUser, asToken, rest, type RestAnswer } from '../../../support/platform/restClient.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { asApplication, asDevice, deviceToken, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';
import type { RawClient } from '../../../support/platform/rawClient.ts';

const device = '/device/types/sensor/devices/one';
const gateway = { typeId: 'hub', deviceId: 'gw' };
const asDeviceCall = { login: asToken };

async function withGateway(t: TestContext, clock?: FakeClock): Promise<TestPlatform> {
  const prepare: Parameters<typeof startPlatform>[1] = {
    prepare: (registry) => {
      registry.addDevice({ ...gateway, classId: 'Gateway' }, deviceToken);
      registry.addDeviceBehind({ typeId: 'sensor', deviceId: 'behind' }, gateway);
    },
  };
  return startPlatform(t, clock === undefined ? prepare : { ...prepare, clock });
}

async function subscribed(started: TestPlatform, filter: string, as = asApplication()): Promise<RawClient> {
  const client = await started.connect(as);
  await client.subscribe(filter);
  return client;
}

const events: readonly (readonly [mediaType: string, format: string])[] = [
  ['application/json', 'json'],
  ['application/json; charset=utf-8', 'json'],
  ['text/plain', 'text'],
  ['application/xml', 'xml'],
  ['application/octet-stream', 'bin'],
  ['', 'json'],
];

test('an event goes to whoever subscribed, with the format of its media type, and into the traffic as the device wrote it', async (t) => {
  const started = await startPlatform(t);
  const application = await subscribed(started, 'iot-2/type/+/id/+/evt/+/fmt/+');
  for (const [mediaType, format] of events) {
    const answer = await rest(started, `POST ${device}/events/status`, {
      ...asDeviceCall,
      body: '{"a":1}',
      headers: { 'content-type': mediaType },
    });
    assert.deepEqual([answer.status, answer.text], [200, '']);
    const { topic, payload, qos } = await application.next('publish');
    assert.deepEqual([topic, String(payload), qos], [`iot-2/type/sensor/id/one/evt/status/fmt/${format}`, '{"a":1}', 0]);
  }
  const record = await started.record(({ clientId, direction }) => clientId === asDevice('one').clientId && direction === 'up');
  assert.deepEqual([record.topic, record.qos, record.retain], ['iot-2/evt/status/fmt/json', 0, false]);
});

test('a device speaks only for itself, a gateway for its own and new devices', async (t) => {
  const started = await withGateway(t);
  const application = await subscribed(started, 'iot-2/type/+/id/+/evt/+/fmt/+');
  const asGateway = { login: asGatewayUser('hub', 'gw'), body: {} };
  for (const id of ['behind', 'fresh']) {
    assert.equal((await rest(started, `POST /device/types/sensor/devices/${id}/events/x`, asGateway)).status, 200, id);
    assert.equal((await application.next('publish')).topic, `iot-2/type/sensor/id/${id}/evt/x/fmt/json`);
  }
  assert.deepEqual(started.registry.find({ typeId: 'sensor', deviceId: 'fresh' })?.gateway, gateway);
  started.platform.fleet.setRole(gateway, 'standard');
  const refused = await rest(started, 'POST /device/types/sensor/devices/newer/events/x', asGateway);
  assert.equal(refused.status, 403);
  assert.match((refused.json as { message: string }).message, /standard role cannot register/);
});

test('an application publishes events and commands for registered devices', async (t) => {
  const started = await startPlatform(t);
  const application = await subscribed(started, 'iot-2/type/+/id/+/evt/+/fmt/+');
  const board = await subscribed(started, 'iot-2/cmd/+/fmt/+', asDevice('one'));
  const path = '/application/types/sensor/devices';
  assert.equal((await rest(started, `POST ${path}/one/events/status`, { body: { a: 1 } })).status, 200);
  assert.equal((await application.next('publish')).topic, 'iot-2/type/sensor/id/one/evt/status/fmt/json');
  assert.equal(
    (await rest(started, `POST ${path}/one/commands/go`, { body: 'now', headers: { 'content-type': 'text/plain' } })).status,
    200,
  );
  const { topic, payload } = await board.next('publish');
  assert.deepEqual([topic, String(payload)], ['iot-2/cmd/go/fmt/text', 'now']);
  assert.equal((await rest(started, `POST ${path}/none/commands/go`, { body: {} })).status, 404);
});

function poll(started: TestPlatform, body?: unknown, commandId = '+'): Promise<RestAnswer> {
  return rest(started, `POST ${device}/commands/${commandId}/request`, { ...asDeviceCall, ...(body === undefined ? {} : { body }) });
}

function command(started: TestPlatform, commandId: string, text: string, deviceId = 'one'): boolean {
  return started.platform.backOffice.sendCommand({
    typeId: 'sensor',
    deviceId,
    commandId,
    format: 'text',
    payload: Buffer.from(text),
    qos: 1,
  });
}

test('polls: nothing at first, then what came between them, in order', async (t) => {
  const started = await startPlatform(t);
  assert.equal(command(started, 'go', 'before'), false);
  assert.deepEqual(
    [(await poll(started)).status, (await poll(started, {})).status, (await poll(started, { waitTimeSecs: 0 })).status],
    [204, 204, 204],
  );
  assert.equal(command(started, 'go', '1'), true);
  command(started, 'stop', '2');
  command(started, 'go', '3');
  const stop = await poll(started, undefined, 'stop');
  assert.deepEqual([stop.status, stop.text, stop.headers['x-commandid'], stop.headers['content-type']], [200, '2', 'stop', 'text/plain']);
  assert.deepEqual([(await poll(started)).text, (await poll(started)).text, (await poll(started)).status], ['1', '3', 204]);
  const record = await started.record(({ direction, topic }) => direction === 'down' && topic === 'iot-2/cmd/stop/fmt/text');
  assert.deepEqual([record.clientId, String(record.payload)], [asDevice('one').clientId, '2']);
});

test('a poll waits for a command, and ends after its time', async (t) => {
  const clock = new FakeClock();
  const started = await startPlatform(t, { clock });
  const first = poll(started, { waitTimeSecs: 3600 });
  await set(clock, 3_600_000);
  const second = poll(started, { waitTimeSecs: 9 }, 'stop');
  await set(clock, 9000);
  command(started, 'go', 'now');
  assert.equal((await first).text, 'now');
  clock.advance(9000);
  assert.equal((await second).status, 204);
  for (const waitTimeSecs of [-1, 3601, 1.5, '5']) assert.equal((await poll(started, { waitTimeSecs })).status, 400, String(waitTimeSecs));
});

test('a client that leaves takes no command along', async (t) => {
  const clock = new FakeClock();
  const started = await startPlatform(t, { clock });
  const leaving = new AbortController();
  const left = rest(started, `POST ${device}/commands/+/request`, { ...asDeviceCall, body: { waitTimeSecs: 59 }, signal: leaving.signal });
  await set(clock, 59_000);
  leaving.abort();
  await assert.rejects(left, { name: 'AbortError' });
  await set(clock, 59_000, 0);
  command(started, 'go', 'kept');
  assert.equal((await poll(started)).text, 'kept');
});

test('50 commands wait, the oldest goes; the oldest of more than 10 polls gets nothing', async (t) => {
  const clock = new FakeClock();
  const started = await startPlatform(t, { clock });
  await poll(started);
  for (let n = 1; n <= 52; n++) command(started, 'go', String(n));
  assert.equal((await poll(started)).text, '3');
  for (let n = 4; n <= 52; n++) await poll(started);
  const polls = [];
  for (let n = 1; n <= 11; n++) {
    polls.push(poll(started, { waitTimeSecs: 59 }));
    if (n <= 10) await set(clock, 59_000, n);
  }
  assert.equal((await polls[0])?.status, 204);
  await set(clock, 59_000, 10);
  for (let n = 1; n <= 10; n++) command(started, 'go', `${n}`);
  const texts = await Promise.all(polls.slice(1).map(async (answer) => (await answer).text));
  assert.deepEqual(texts, ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
});

test('commands are given only to whom they are for; a gateway asks for all of its devices', async (t) => {
  const started = await withGateway(t);
  const asGateway = { login: asGatewayUser('hub', 'gw') };
  const all = 'POST /device/types/+/devices/+/commands/+/request';
  assert.equal((await rest(started, all, asGateway)).status, 204);
  command(started, 'go', 'for one', 'one');
  command(started, 'go', 'for behind', 'behind');
  const answer = await rest(started, all, asGateway);
  assert.deepEqual(
    [answer.text, answer.headers['x-devicetype'], answer.headers['x-deviceid'], answer.headers['x-commandid']],
    ['for behind', 'sensor', 'behind', 'go'],
  );
  assert.equal((await rest(started, all, asGateway)).status, 204);
  assert.equal((await rest(started, `POST ${device}/commands/+/request`, asGateway)).status, 403);
  assert.equal((await rest(started, 'POST /device/types/sensor/devices/behind/commands/+/request', asGateway)).status, 204);
  assert.equal((await rest(started, 'POST /device/types/sensor/devices/two/commands/+/request', asDeviceCall)).status, 204);
});

test('a device that is registered again does not get its forerunner’s commands', async (t) => {
  const started = await startPlatform(t);
  await poll(started);
  command(started, 'go', 'old');
  started.platform.fleet.remove({ typeId: 'sensor', deviceId: 'one' });
  started.platform.fleet.add({ typeId: 'sensor', deviceId: 'one' }, 'workbench', deviceToken);
  assert.equal((await poll(started)).status, 204);
});

test('while the platform is away there is no HTTP messaging either, and applications do not notice', async (t) => {
  const started = await startPlatform(t);
  started.platform.faults.inject({ typeId: 'sensor', deviceId: 'one' }, { fault: 'away', seconds: 600 });
  const answer = await rest(started, `POST ${device}/events/x`, { ...asDeviceCall, body: {} });
  assert.deepEqual([answer.status, (await poll(started)).status], [503, 503]);
  assert.match((answer.json as { message: string }).message, /is away: a fault that was injected/);
  assert.equal((await started.event('connection.refused')).code, 167);
  assert.equal((await rest(started, 'POST /application/types/sensor/devices/one/events/x', { body: {} })).status, 200);
});

test('over the rate the answer comes late, the message does not; far over it there is none', async (t) => {
  const clock = new FakeClock();
  const started = await startPlatform(t, { clock, wishes: { quota: 'standard' } });
  const publish = (signal = new AbortController().signal): Promise<RestAnswer> =>
    rest(started, `POST ${device}/events/x`, { ...asDeviceCall, body: {}, signal });
  assert.equal((await publish()).status, 200);
  const late = publish();
  await set(clock, 1000);
  assert.equal(started.records.filter(({ topic }) => topic === 'iot-2/evt/x/fmt/json').length, 2);
  clock.advance(1000);
  assert.equal((await late).status, 200);
  const leaving = new AbortController();
  const many = Array.from({ length: 40 }, async () => (await publish(leaving.signal)).status);
  assert.equal(await Promise.any(many), 429);
  leaving.abort();
  await Promise.allSettled(many);
});

/** Waits until so many timers run in so many milliseconds. */
async function set(clock: FakeClock, ms: number, count = 1): Promise<void> {
  while (clock.dueIn(ms) !== count) await new Promise((resolve) => setImmediate(resolve));
}

test('an event over HTTP waits while somebody who watches the traffic is behind', async (t) => {
  const started = await startPlatform(t);
  const events = (): number => started.records.filter(({ topic }) => topic === 'iot-2/evt/status/fmt/json').length;
  const open = started.platform.gate.shut();
  let answered = false;
  const answer = rest(started, `POST ${device}/events/status`, { ...asDeviceCall, body: {} }).finally(() => (answered = true));
  // Another call comes and goes meanwhile.
  await rest(started, `GET ${device}`, asDeviceCall);
  assert.deepEqual([answered, events()], [false, 0]);
  open();
  assert.equal((await answer).status, 200);
  assert.equal(events(), 1);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConnectionLog } from '../../../../src/platform/rest/recent/connectionLog.ts';
import { LastEvents } from '../../../../src/platform/rest/recent/lastEvents.ts';
import type { TrafficRecord } from '../../../../src/rpc/log/traffic.ts';
import { rest } from '../../../support/platform/restClient.ts';
import { asDevice, org, startPlatform } from '../../../support/platform/testPlatform.ts';

const one = { typeId: 'sensor', deviceId: 'one' };

function message(clientId: string, topic: string, payload = 'x', time = 1000): TrafficRecord {
  return { time, clientId, connection: '1', direction: 'up', topic, payload: Buffer.from(payload), qos: 0, retain: false, dup: false };
}

test('the last event of each event ID, over REST', async (t) => {
  const started = await startPlatform(t);
  const path = '/device/types/sensor/devices/one/events';
  assert.deepEqual((await rest(started, `GET ${path}`)).json, []);
  const device = await started.connect(asDevice('one'));
  device.publish('iot-2/evt/status/fmt/json', '{"a":1}');
  device.publish('iot-2/evt/status/fmt/text', 'two', { qos: 1, messageId: 1 });
  await device.next('puback');
  const { json, status } = await rest(started, `GET ${path}/status`);
  const { timestamp, ...event } = json as Record<string, unknown>;
  assert.equal(status, 200);
  assert.deepEqual(event, { ...one, eventId: 'status', format: 'text', payload: Buffer.from('two').toString('base64') });
  assert.ok(Math.abs(Date.parse(String(timestamp)) - Date.now()) < 60_000);
  assert.equal(((await rest(started, `GET ${path}`)).json as unknown[]).length, 1);
  assert.equal((await rest(started, `GET ${path}/none`)).status, 404);
  assert.equal((await rest(started, 'GET /device/types/sensor/devices/none/events')).status, 404);
  started.platform.fleet.remove(one);
  started.platform.fleet.add(one);
  assert.deepEqual((await rest(started, `GET ${path}`)).json, []);
});

const others: readonly (readonly [clientId: string, topic: string])[] = [
  [`d:${org}:sensor:one`, 'iot-2/cmd/go/fmt/json'],
  [`d:${org}:sensor:one`, 'iotdevice-1/mgmt/manage'],
  [`d:${org}:sensor:one`, 'iot-2/type/sensor/id/one/evt/e/fmt/json'],
  [`d:other1:sensor:one`, 'iot-2/evt/e/fmt/json'],
  [`a:${org}:app`, 'iot-2/evt/e/fmt/json'],
  [`a:${org}:app`, 'iot-2/type/sensor/id/one/cmd/e/fmt/json'],
  ['', 'iot-2/evt/e/fmt/json'],
  ['nonsense', 'iot-2/evt/e/fmt/json'],
];
test('only events are kept', () => {
  const last = new LastEvents(org);
  for (const [clientId, topic] of others) last.take(message(clientId, topic));
  last.take({ ...message(`d:${org}:sensor:one`, 'iot-2/evt/e/fmt/json'), direction: 'down' });
  last.take({ ...message(`d:${org}:sensor:one`, 'iot-2/evt/e/fmt/json'), note: { what: 'dropped', reason: '' } });
  last.take(message(`d:${org}:sensor:one`, 'iot-2/evt/e/fmt/json', 'x'.repeat(131_073)));
  assert.deepEqual(last.of(one, 1000), []);
});

test('gateways and applications speak for devices', () => {
  const last = new LastEvents(org);
  last.take(message(`g:${org}:hub:gw`, 'iot-2/type/sensor/id/one/evt/a/fmt/json', '1'));
  last.take(message(`a:${org}:app`, 'iot-2/type/sensor/id/one/evt/b/fmt/csv', '2'));
  assert.deepEqual(
    last.of(one, 1000).map(({ eventId, format, payload }) => [eventId, format, String(Buffer.from(payload))]),
    [
      ['a', 'json', '1'],
      ['b', 'csv', '2'],
    ],
  );
});

test('five event IDs of a device, 45 days, and what is kept is a copy', () => {
  const last = new LastEvents(org);
  const record = message(`d:${org}:sensor:one`, 'iot-2/evt/e1/fmt/json', 'abc');
  last.take(record);
  Buffer.from(record.payload.buffer, record.payload.byteOffset, 3).fill('z');
  last.take(message(`d:${org}:sensor:one`, 'iot-2/evt/e2/fmt/json', 'longer'));
  last.take(message(`d:${org}:sensor:one`, 'iot-2/evt/e2/fmt/json', 'short'));
  for (const id of ['e3', 'e4', 'e5', 'e6']) last.take(message(`d:${org}:sensor:one`, `iot-2/evt/${id}/fmt/json`));
  const events = last.of(one, 1000);
  assert.deepEqual(
    events.map(({ eventId }) => eventId),
    ['e1', 'e2', 'e3', 'e4', 'e5'],
  );
  assert.deepEqual(
    events.slice(0, 2).map(({ payload }) => String(Buffer.from(payload))),
    ['abc', 'short'],
  );
  assert.deepEqual(last.of(one, 1000 + 46 * 86_400_000), []);
});

test('memory is bounded: the device that began first goes, and comes back with its next event', () => {
  const last = new LastEvents(org);
  for (let n = 0; n < 300; n++) last.take(message(`d:${org}:sensor:n${n}`, 'iot-2/evt/e/fmt/bin', 'x'.repeat(131_072)));
  const kept = Array.from({ length: 300 }, (_, n) => last.of({ typeId: 'sensor', deviceId: `n${n}` }, 1000).length);
  const count = kept.filter((events) => events === 1).length;
  assert.deepEqual([kept[0], kept[299]], [0, 1]);
  assert.ok(count > 180 && count <= 256, String(count));
  last.take(message(`d:${org}:sensor:n0`, 'iot-2/evt/e/fmt/bin', 'again'));
  assert.equal(last.of({ typeId: 'sensor', deviceId: 'n0' }, 1000).length, 1);
});

test('events without a payload are bounded as well', () => {
  const last = new LastEvents(org);
  for (let n = 0; n < 80_000; n++) last.take(message(`g:${org}:hub:gw`, `iot-2/type/sensor/id/n${n}/evt/e/fmt/bin`, ''));
  const [first, latest] = ['n0', 'n79999'].map((deviceId) => last.of({ typeId: 'sensor', deviceId }, 1000).length);
  assert.deepEqual([first, latest], [0, 1]);
});

test('the connection log of a device, over REST', async (t) => {
  const started = await startPlatform(t);
  const path = '/logs/connection?typeId=sensor&deviceId=one';
  assert.deepEqual((await rest(started, `GET ${path}`)).json, []);
  const refused = await started.dial();
  await refused.connect({ ...asDevice('one'), password: 'wrong' });
  const device = await started.connect(asDevice('one'));
  device.send({ cmd: 'disconnect' });
  await device.closed;
  await started.event('connection.closed', asDevice('one').clientId);
  const log = (await rest(started, `GET ${path}`)).json as readonly { readonly message: string; readonly timestamp: string }[];
  assert.deepEqual(
    log.map(({ message: text }) => text.split(' ', 1)[0]),
    ['Closed', 'Connected', 'Refused'],
  );
  assert.ok(log.every(({ timestamp }) => !Number.isNaN(Date.parse(timestamp))));
  assert.equal((await rest(started, 'GET /logs/connection')).status, 400);
  assert.equal((await rest(started, 'GET /logs/connection?typeId=sensor&deviceId=none')).status, 404);
});

test('the connection log is bounded, by client and in all', () => {
  const log = new ConnectionLog();
  const event = (clientId: string, time: number): TrafficRecord => ({
    ...message(clientId, '', '', time),
    event: { kind: 'connection.open', peer: '127.0.0.1:1' },
  });
  for (let n = 1; n <= 150; n++) log.take(event('d:abc123:sensor:one', n));
  assert.deepEqual([log.of('d:abc123:sensor:one').length, log.of('d:abc123:sensor:one')[0]?.time], [100, 150]);
  for (let n = 1; n <= 2000; n++) log.take(event(`stranger ${n}`, n));
  assert.equal(log.of('d:abc123:sensor:one').length, 0);
  assert.equal(log.of('stranger 1').length, 1);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QoS } from 'mqtt-packet';
import type { RawClient } from '../../support/platform/rawClient.ts';
import { asApplication, asDevice, startPlatform } from '../../support/platform/testPlatform.ts';

const event = 'iot-2/evt/status/fmt/json';
const longEvent = 'iot-2/type/sensor/id/one/evt/status/fmt/json';
const allEvents = 'iot-2/type/+/id/+/evt/+/fmt/+';

test('every PUBLISH is one record, as on the wire of its client', async (t) => {
  const platform = await startPlatform(t);
  const app = await platform.connect(asApplication());
  await app.subscribe(allEvents, 0);
  const sensor = await platform.connect(asDevice('one'));
  sensor.publish(event, '{"a":1}', { qos: 1, messageId: 7, retain: true, dup: true });
  await app.next('publish');
  const records = platform.records.filter(({ event }) => event === undefined);
  const shown = records.map(({ direction, clientId, topic, payload, qos, retain, dup }) => ({
    direction,
    clientId,
    topic,
    text: Buffer.from(payload).toString(),
    qos,
    retain,
    dup,
  }));
  assert.deepEqual(shown, [
    { direction: 'up', clientId: asDevice('one').clientId, topic: event, text: '{"a":1}', qos: 1, retain: true, dup: true },
    { direction: 'down', clientId: asApplication().clientId, topic: longEvent, text: '{"a":1}', qos: 0, retain: false, dup: false },
  ]);
  const times = platform.records.map(({ time }) => time);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
  assert.ok(Math.abs((times[0] ?? 0) - Date.now()) < 60_000);
  const ofDevice = platform.records.filter(({ clientId }) => clientId === asDevice('one').clientId);
  assert.equal(new Set(ofDevice.map(({ connection }) => connection)).size, 1);
});

test('each filter is one record with the QoS that was granted', async (t) => {
  const platform = await startPlatform(t);
  const sensor = await platform.connect(asDevice('one'));
  const qos: QoS[] = [0, 2];
  sensor.send({
    cmd: 'subscribe',
    messageId: 3,
    subscriptions: [
      { topic: 'iotdm-1/#', qos: 0 },
      { topic: 'iot-2/cmd/+/fmt/+', qos: 2 },
    ],
  });
  assert.deepEqual((await sensor.next('suback')).granted, qos);
  const events = platform.records.flatMap(({ event }) => (event?.kind === 'connection.subscribed' ? [event] : []));
  assert.deepEqual(events, [
    { kind: 'connection.subscribed', peer: sensor.peer, filter: 'iotdm-1/#', qos: 0 },
    { kind: 'connection.subscribed', peer: sensor.peer, filter: 'iot-2/cmd/+/fmt/+', qos: 2 },
  ]);
});

for (const [who, direction, end] of [
  ['the client, which says goodbye', 'up', (sensor) => sensor.send({ cmd: 'disconnect' })],
  ['the client, which says nothing', 'up', (sensor) => sensor.socket.destroy()],
  ['the platform, for a topic that is not allowed', 'down', (sensor) => sensor.publish('iot-2/evt', '{}')],
] as const satisfies readonly (readonly [string, 'up' | 'down', (sensor: RawClient) => unknown])[]) {
  test(`the record of the end says who closed the connection: ${who}`, async (t) => {
    const platform = await startPlatform(t);
    const sensor = await platform.connect(asDevice('one'));
    end(sensor);
    const closed = await platform.record(({ event }) => event?.kind === 'connection.closed');
    assert.equal(closed.direction, direction);
  });
}

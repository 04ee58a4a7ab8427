import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { SdkClient } from '../../../support/platform/sdkClient.ts';
import { asApplication, asDevice, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';

const event = 'iot-2/evt/status/fmt/json';
const longEvent = 'iot-2/type/sensor/id/one/evt/status/fmt/json';
const allEvents = 'iot-2/type/+/id/+/evt/+/fmt/+';
const command = 'iot-2/cmd/reset/fmt/json';
const longCommand = 'iot-2/type/sensor/id/one/cmd/reset/fmt/json';

function device(t: TestContext, { port }: TestPlatform, id = 'one', options = {}): Promise<SdkClient> {
  return SdkClient.connect(t, port, { ...asDevice(id), ...options });
}

function application(t: TestContext, { port }: TestPlatform, clientId = 'a:abc123:app', options = {}): Promise<SdkClient> {
  return SdkClient.connect(t, port, { ...asApplication(clientId), ...options });
}

for (const published of [0, 1, 2] as const) {
  for (const granted of [0, 1, 2] as const) {
    test(`an event with QoS ${published} reaches a subscription with QoS ${granted} at the lower of both`, async (t) => {
      const platform = await startPlatform(t);
      const [app, sensor] = [await application(t, platform), await device(t, platform)];
      await app.mqtt.subscribeAsync(allEvents, { qos: granted });
      await sensor.mqtt.publishAsync(event, '{"a":1}', { qos: published, retain: true });
      const qos = Math.min(published, granted);
      assert.deepEqual(await app.received(1), [{ topic: longEvent, text: '{"a":1}', qos, retain: false, dup: false }]);
    });

    test(`a command with QoS ${published} reaches a device with QoS ${granted} at the lower of both`, async (t) => {
      const platform = await startPlatform(t);
      const [app, sensor] = [await application(t, platform), await device(t, platform)];
      await sensor.mqtt.subscribeAsync('iot-2/cmd/+/fmt/+', { qos: granted });
      await app.mqtt.publishAsync(longCommand, '{}', { qos: published });
      const qos = Math.min(published, granted);
      assert.deepEqual(await sensor.received(1), [{ topic: command, text: '{}', qos, retain: false, dup: false }]);
    });
  }
}

test('a device gets only commands for itself', async (t) => {
  const platform = await startPlatform(t);
  const [app, one, two] = [await application(t, platform), await device(t, platform, 'one'), await device(t, platform, 'two')];
  for (const sensor of [one, two]) await sensor.mqtt.subscribeAsync('iot-2/cmd/+/fmt/+', { qos: 1 });
  await app.mqtt.publishAsync(longCommand, 'first', { qos: 1 });
  await app.mqtt.publishAsync(longCommand.replace('/one/', '/two/'), 'second', { qos: 1 });
  assert.deepEqual(
    (await one.received(1)).map(({ text }) => text),
    ['first'],
  );
  assert.deepEqual(
    (await two.received(1)).map(({ text }) => text),
    ['second'],
  );
  assert.deepEqual([one.messages.length, two.messages.length], [1, 1]);
});

test('an application gets only what it subscribed to, and once for overlapping filters', async (t) => {
  const platform = await startPlatform(t);
  const [app, sensor] = [await application(t, platform), await device(t, platform)];
  await app.mqtt.subscribeAsync({
    'iot-2/type/sensor/id/+/evt/status/fmt/+': { qos: 0 },
    'iot-2/type/+/id/one/evt/+/fmt/json': { qos: 1 },
    'iot-2/type/other/id/+/evt/+/fmt/+': { qos: 2 },
  });
  await sensor.mqtt.publishAsync('iot-2/evt/other/fmt/xml', 'not wanted', { qos: 1 });
  await sensor.mqtt.publishAsync(event, 'wanted', { qos: 2 });
  await sensor.mqtt.publishAsync(event, 'last', { qos: 2 });
  const found = await app.received(2);
  assert.deepEqual(
    found.map(({ text, qos }) => [text, qos]),
    [
      ['wanted', 1],
      ['last', 1],
    ],
  );
});

test('after UNSUBSCRIBE nothing more arrives', async (t) => {
  const platform = await startPlatform(t);
  const [app, sensor] = [await application(t, platform), await device(t, platform)];
  await app.mqtt.subscribeAsync([allEvents, 'iot-2/type/+/id/+/cmd/+/fmt/+'], { qos: 1 });
  await app.mqtt.unsubscribeAsync(allEvents);
  await sensor.mqtt.publishAsync(event, 'gone', { qos: 1 });
  await app.mqtt.publishAsync(longCommand, 'still there', { qos: 1 });
  assert.deepEqual(
    (await app.received(1)).map(({ text }) => text),
    ['still there'],
  );
});

test('an application may publish as if it were a device', async (t) => {
  const platform = await startPlatform(t);
  const app = await application(t, platform);
  await app.mqtt.subscribeAsync(allEvents, { qos: 1 });
  await app.mqtt.publishAsync(longEvent, 'pretended', { qos: 1 });
  assert.deepEqual(
    (await app.received(1)).map(({ text }) => text),
    ['pretended'],
  );
});

test('a second connection with the same client ID takes the place of the first, which is closed with 288', async (t) => {
  const platform = await startPlatform(t);
  const first = await device(t, platform);
  const second = await device(t, platform);
  await first.closed();
  const closed = await platform.event('connection.closed');
  assert.equal(closed.code, 288);
  assert.match(closed.reason ?? '', /A new connection with the same client ID came from 127\.0\.0\.1:\d+/);
  await second.mqtt.publishAsync(event, '{}', { qos: 1 });
  const opens = platform.records.filter(({ event }) => event?.kind === 'connection.open');
  assert.equal(new Set(opens.map(({ connection }) => connection)).size, 2);
});

test('a will is published when the connection is lost, and not after DISCONNECT', async (t) => {
  const platform = await startPlatform(t);
  const app = await application(t, platform);
  await app.mqtt.subscribeAsync(allEvents, { qos: 2 });
  const will = (text: string) => ({ will: { topic: event, payload: Buffer.from(text), qos: 1 as const, retain: true } });
  const polite = await device(t, platform, 'two', will('not this'));
  await polite.mqtt.endAsync();
  const rude = await device(t, platform, 'one', will('lost'));
  rude.mqtt.stream.destroy();
  assert.deepEqual(await app.received(1), [{ topic: longEvent, text: 'lost', qos: 1, retain: false, dup: false }]);
});

test('connections of a scalable application share their subscriptions: each message goes to one of them', async (t) => {
  const platform = await startPlatform(t);
  const sensor = await device(t, platform);
  const members = [await application(t, platform, 'A:abc123:app'), await application(t, platform, 'A:abc123:app')];
  for (const member of members) await member.mqtt.subscribeAsync(allEvents, { qos: 1 });
  const alone = await application(t, platform);
  await alone.mqtt.subscribeAsync(allEvents, { qos: 1 });
  for (let at = 0; at < 10; at++) await sensor.mqtt.publishAsync(event, String(at), { qos: 1 });
  await alone.received(10);
  const [first, second] = [await members[0]!.received(5), await members[1]!.received(5)];
  assert.deepEqual(
    [...first, ...second].map(({ text }) => Number(text)).sort((a, b) => a - b),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
});

test('a message of QoS 2 that is sent twice is routed once', async (t) => {
  const platform = await startPlatform(t);
  const app = await application(t, platform);
  await app.mqtt.subscribeAsync(allEvents, { qos: 2 });
  const sensor = await platform.connect(asDevice('one'));
  for (const dup of [false, true]) {
    sensor.publish(event, 'exactly once', { qos: 2, messageId: 9, dup });
    assert.equal((await sensor.next('pubrec')).messageId, 9);
  }
  sensor.send({ cmd: 'pubrel', messageId: 9 });
  assert.equal((await sensor.next('pubcomp')).messageId, 9);
  sensor.publish(event, 'next', { qos: 2, messageId: 9 });
  await sensor.next('pubrec');
  assert.deepEqual(
    (await app.received(2)).map(({ text }) => text),
    ['exactly once', 'next'],
  );
});

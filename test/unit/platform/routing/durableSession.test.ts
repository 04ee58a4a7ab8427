import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { SdkClient } from '../../../support/platform/sdkClient.ts';
import { asApplication, asDevice, startPlatform, type TestPlatform } from '../../../support/platform/testPlatform.ts';

const command = 'iot-2/cmd/reset/fmt/json';
const longCommand = 'iot-2/type/sensor/id/one/cmd/reset/fmt/json';

function device(t: TestContext, { port }: TestPlatform, options = {}): Promise<SdkClient> {
  return SdkClient.connect(t, port, { ...asDevice('one'), ...options });
}

function application(t: TestContext, { port }: TestPlatform): Promise<SdkClient> {
  return SdkClient.connect(t, port, asApplication());
}

test('a durable session keeps its subscriptions and gets what came meanwhile', async (t) => {
  const platform = await startPlatform(t);
  const app = await application(t, platform);
  const before = await device(t, platform, { clean: false });
  await before.mqtt.subscribeAsync('iot-2/cmd/+/fmt/+', { qos: 1 });
  await before.mqtt.endAsync();
  await app.mqtt.publishAsync(longCommand, 'QoS 0 is not kept', { qos: 0 });
  await app.mqtt.publishAsync(longCommand, 'kept', { qos: 1 });
  const after = await device(t, platform, { clean: false });
  assert.deepEqual(await after.received(1), [{ topic: command, text: 'kept', qos: 1, retain: false, dup: false }]);
  const opens = platform.records.flatMap(({ event, clientId }) =>
    event?.kind === 'connection.open' && clientId === asDevice('one').clientId ? [event] : [],
  );
  assert.deepEqual(
    opens.map(({ cleanSession, sessionPresent }) => [cleanSession, sessionPresent]),
    [
      [false, false],
      [false, true],
    ],
  );
});

test('a session with clean session true forgets everything', async (t) => {
  const platform = await startPlatform(t);
  const app = await application(t, platform);
  const durable = await device(t, platform, { clean: false });
  await durable.mqtt.subscribeAsync('iot-2/cmd/+/fmt/+', { qos: 1 });
  await durable.mqtt.endAsync();
  await (await device(t, platform, { clean: true })).mqtt.endAsync();
  await app.mqtt.publishAsync(longCommand, 'nobody hears this', { qos: 1 });
  const again = await device(t, platform, { clean: false });
  await again.mqtt.subscribeAsync('iot-2/cmd/other/fmt/+', { qos: 1 });
  await app.mqtt.publishAsync('iot-2/type/sensor/id/one/cmd/other/fmt/json', 'heard', { qos: 1 });
  assert.deepEqual(
    (await again.received(1)).map(({ text }) => text),
    ['heard'],
  );
});

test('the queue of a client that is away holds 50 messages; the oldest go, and their number is told', async (t) => {
  const platform = await startPlatform(t);
  const app = await application(t, platform);
  const before = await device(t, platform, { clean: false });
  await before.mqtt.subscribeAsync('iot-2/cmd/+/fmt/+', { qos: 1 });
  await before.mqtt.endAsync();
  for (let at = 0; at < 53; at++) await app.mqtt.publishAsync(longCommand, String(at), { qos: 1 });
  const after = await device(t, platform, { clean: false });
  const found = await after.received(50);
  assert.deepEqual(
    found.map(({ text }) => Number(text)),
    Array.from({ length: 50 }, (_, at) => at + 3),
  );
  const open = await platform.record(({ event }) => event?.sessionPresent === true);
  assert.equal(
    open.event?.reason,
    'Of the messages that came while the client was away, 3 were dropped, because at most 50 messages and 32 MB wait for each subscription, and 512 MB for all clients together.',
  );
});

test('at most 10 messages to a device are unacknowledged; the others wait', async (t) => {
  const platform = await startPlatform(t);
  const app = await application(t, platform);
  const slow = await platform.connect(asDevice('one'));
  await slow.subscribe('iot-2/cmd/+/fmt/+', 1);
  for (let at = 0; at < 15; at++) await app.mqtt.publishAsync(longCommand, String(at), { qos: 1 });
  await slow.settled();
  const first = slow.packets.splice(0);
  assert.equal(first.length, 10);
  for (const { messageId = 0 } of first) slow.send({ cmd: 'puback', messageId });
  await slow.settled();
  assert.deepEqual(
    slow.packets.map((packet) => (packet.cmd === 'publish' ? packet.payload.toString() : packet.cmd)),
    ['10', '11', '12', '13', '14'],
  );
});

test('what was not acknowledged is sent again, marked as such, when a durable client comes back', async (t) => {
  const platform = await startPlatform(t);
  const app = await application(t, platform);
  const before = await platform.connect({ ...asDevice('one'), clean: false });
  await before.subscribe('iot-2/cmd/+/fmt/+', 2);
  await app.mqtt.publishAsync(longCommand, 'once', { qos: 1 });
  await app.mqtt.publishAsync(longCommand, 'twice', { qos: 2 });
  const [once, twice] = [await before.next('publish'), await before.next('publish')];
  before.send({ cmd: 'pubrec', messageId: twice.messageId ?? 0 });
  await before.next('pubrel');
  before.socket.destroy();
  await platform.event('connection.closed', asDevice('one').clientId);
  const after = await platform.connect({ ...asDevice('one'), clean: false });
  const [again, release] = [await after.next('publish'), await after.next('pubrel')];
  assert.deepEqual([again.dup, again.messageId, again.payload.toString()], [true, once.messageId, 'once']);
  assert.equal(release.messageId, twice.messageId);
});

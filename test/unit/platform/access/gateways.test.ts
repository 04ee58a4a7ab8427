import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startMessaging, type Messaging } from '../../../support/platform/messaging.ts';
import type { RawClient } from '../../../support/platform/rawClient.ts';
import { asApplication, asDevice, asGateway } from '../../../support/platform/testOrganisation.ts';

const allCommands = 'iot-2/type/+/id/+/cmd/+/fmt/+';
const allEvents = 'iot-2/type/+/id/+/evt/+/fmt/+';
const notify = (deviceId: string): string => `iot-2/type/bridge/id/${deviceId}/notify`;
const eventOf = (deviceId: string, typeId = 'sensor'): string => `iot-2/type/${typeId}/id/${deviceId}/evt/e/fmt/json`;
const commandFor = (deviceId: string, typeId = 'sensor'): string => `iot-2/type/${typeId}/id/${deviceId}/cmd/c/fmt/json`;

async function gateway(messaging: Messaging, deviceId: string): Promise<RawClient> {
  const client = await messaging.connect(asGateway(deviceId));
  await client.subscribe(notify(deviceId), 0);
  return client;
}

/** Topic and payload of what has arrived up to now. */
async function arrived(client: RawClient): Promise<readonly string[]> {
  await client.settled();
  return client.packets.splice(0).flatMap((packet) => (packet.cmd === 'publish' ? [`${packet.topic} ${String(packet.payload)}`] : []));
}

async function notices(client: RawClient): Promise<readonly (readonly [request: unknown, type: unknown, id: unknown, rc: unknown])[]> {
  return (await arrived(client)).map((text) => {
    const notice = JSON.parse(text.slice(text.indexOf(' '))) as Record<string, unknown>;
    return [notice['Request'], notice['Type'], notice['Id'], notice['RC']];
  });
}

test('a privileged gateway registers a device by publishing for it, and by subscribing for it', async (t) => {
  const messaging = startMessaging(t);
  const app = await messaging.connect(asApplication());
  await app.subscribe(allEvents, 1);
  const g1 = await gateway(messaging, 'g1');
  g1.publish(eventOf('p1', 'pump'), '1', { qos: 1 });
  await g1.next('puback');
  assert.equal((await app.next('publish')).topic, eventOf('p1', 'pump'));
  assert.deepEqual((await g1.subscribe('iot-2/type/pump/id/p2/cmd/+/fmt/+')).granted, [1]);
  g1.publish('iotdevice-1/type/pump/id/p3/mgmt/manage', '{}');
  await g1.settled();
  assert.deepEqual(messaging.joined, ['pump p1 < g1 new', 'pump p2 < g1 new', 'pump p3 < g1 new']);
  assert.deepEqual(messaging.managed, ['iotdevice-1/type/pump/id/p3/mgmt/manage']);
  const registered = messaging.registry.find({ typeId: 'pump', deviceId: 'p1' });
  assert.deepEqual([registered?.hasToken, registered?.gateway], [false, { typeId: 'bridge', deviceId: 'g1' }]);
  assert.deepEqual(await notices(g1), []);
});

test('filters for any device, bad topics and UNSUBSCRIBE register nothing', async (t) => {
  const messaging = startMessaging(t);
  const g1 = await gateway(messaging, 'g1');
  await g1.subscribe('iot-2/type/pump/id/+/cmd/+/fmt/+');
  await g1.subscribe('iot-2/type/+/id/p1/cmd/+/fmt/+');
  g1.send({ cmd: 'unsubscribe', messageId: 1, unsubscriptions: ['iot-2/type/pump/id/p1/cmd/+/fmt/+'] });
  await g1.next('unsuback');
  g1.publish('iot-2/type/pump/id/p1/evt/e', '1');
  await g1.settled();
  assert.deepEqual(messaging.joined, []);
});

test('a standard gateway registers nothing: its message is acknowledged, dropped and told with 177', async (t) => {
  const messaging = startMessaging(t);
  const app = await messaging.connect(asApplication());
  await app.subscribe(allEvents, 1);
  const plain = await gateway(messaging, 'plain');
  plain.publish(eventOf('p1', 'pump'), '1', { qos: 1, messageId: 9 });
  assert.equal((await plain.next('puback')).messageId, 9);
  assert.deepEqual((await plain.subscribe(commandFor('p1', 'pump'))).granted, [0x80]);
  assert.deepEqual(await notices(plain), [
    ['Publish', 'pump', 'p1', 177],
    ['Subscribe', 'pump', 'p1', 177],
  ]);
  assert.deepEqual(await arrived(app), []);
  const dropped = await messaging.record(({ topic }) => topic === eventOf('p1', 'pump'));
  assert.equal(dropped.note?.what, 'dropped');
  assert.match(dropped.note?.reason ?? '', /standard role cannot register it\. Register the device yourself/);
  messaging.registry.addDevice({ typeId: 'pump', deviceId: 'p1' });
  messaging.groups.refresh({ typeId: 'pump', deviceId: 'p1' });
  plain.publish(eventOf('p1', 'pump'), '2', { qos: 1 });
  assert.deepEqual(String((await app.next('publish')).payload), '2');
});

test('a device belongs to the gateway that speaks for it first; another one is told 180', async (t) => {
  const messaging = startMessaging(t);
  const [g1, g2] = [await gateway(messaging, 'g1'), await gateway(messaging, 'g2')];
  g1.publish(eventOf('one'), '1', { qos: 1 });
  await g1.next('puback');
  g2.publish(eventOf('one'), '2', { qos: 1 });
  await g2.next('puback');
  assert.deepEqual((await g2.subscribe(commandFor('one'))).granted, [0x80]);
  assert.deepEqual(await notices(g2), [
    ['Publish', 'sensor', 'one', 180],
    ['Subscribe', 'sensor', 'one', 180],
  ]);
  assert.deepEqual(messaging.joined, ['sensor one < g1']);
  messaging.registry.removeDevice({ typeId: 'bridge', deviceId: 'g1' });
  messaging.groups.refresh({ typeId: 'bridge', deviceId: 'g1' });
  g2.publish(eventOf('one'), '3', { qos: 1 });
  await g2.next('puback');
  assert.deepEqual(messaging.joined, ['sensor one < g1', 'sensor one < g2']);
});

const refused: readonly [what: string, topic: string, rc: number, reason: RegExp][] = [
  ['another gateway', eventOf('g2', 'bridge'), 180, /is a gateway itself/],
  ['a disabled device', eventOf('three'), 180, /disabled/],
  ['an ID that no device may have', eventOf('p 1', 'pump'), 177, /must not contain a space/],
  ['an ID that is too long', eventOf('p'.repeat(37), 'pump'), 177, /37 characters/],
  ['a device of a type of gateways', eventOf('p1', 'bridge'), 177, /bridge is a type of gateways/],
];

for (const [what, topic, rc, reason] of refused) {
  test(`a gateway that speaks for ${what} is told ${rc}`, async (t) => {
    const messaging = startMessaging(t);
    messaging.registry.setDisabled({ typeId: 'sensor', deviceId: 'three' }, true);
    const g1 = await gateway(messaging, 'g1');
    g1.publish(topic, '1');
    const notice = JSON.parse(String((await g1.next('publish')).payload)) as Record<string, unknown>;
    assert.equal(notice['RC'], rc);
    assert.match(String(notice['Message']), reason);
    assert.deepEqual(messaging.joined, []);
  });
}

test('a device that is disabled or enabled again counts at once', async (t) => {
  const messaging = startMessaging(t);
  const g1 = await gateway(messaging, 'g1');
  for (const disabled of [false, true, false]) {
    messaging.registry.setDisabled({ typeId: 'sensor', deviceId: 'one' }, disabled);
    messaging.groups.refresh({ typeId: 'sensor', deviceId: 'one' });
    g1.publish(eventOf('one'), '1');
    assert.deepEqual(
      (await notices(g1)).map(([, , , rc]) => rc),
      disabled ? [180] : [],
    );
  }
});

test('with filters for any device a gateway gets what is for itself and for its devices, in the long form', async (t) => {
  const messaging = startMessaging(t);
  const app = await messaging.connect(asApplication());
  const [g1, g2, one] = [await gateway(messaging, 'g1'), await gateway(messaging, 'g2'), await messaging.connect(asDevice('one'))];
  for (const client of [g1, g2]) await client.subscribe(allCommands, 1);
  await one.subscribe('iot-2/cmd/+/fmt/+', 1);
  g1.publish(eventOf('p1', 'pump'), '1');
  g2.publish(eventOf('one'), '1');
  await Promise.all([g1.settled(), g2.settled()]);
  for (const topic of [commandFor('g1', 'bridge'), commandFor('p1', 'pump'), commandFor('one'), commandFor('two'), commandFor('nobody')]) {
    app.publish(topic, 'x');
  }
  await app.settled();
  assert.deepEqual(await arrived(g1), [`${commandFor('g1', 'bridge')} x`, `${commandFor('p1', 'pump')} x`]);
  assert.deepEqual(await arrived(g2), [`${commandFor('one')} x`]);
  assert.deepEqual(await arrived(one), ['iot-2/cmd/c/fmt/json x']);
});

test('iotdm-1/# of a gateway is everything that Device Management has for it and its devices', async (t) => {
  const messaging = startMessaging(t);
  const g1 = await gateway(messaging, 'g1');
  g1.publish(eventOf('p1', 'pump'), '1');
  await g1.subscribe('iotdm-1/#', 1);
  const topics = ['bridge/id/g1', 'pump/id/p1', 'sensor/id/one'].map((name) => `iotdm-1/type/${name}/response`);
  for (const topic of topics) messaging.router.route(messaging.router.lane(topic), Buffer.from('{}'), 1);
  assert.deepEqual(await arrived(g1), [`${topics[0]} {}`, `${topics[1]} {}`]);
  g1.send({ cmd: 'unsubscribe', messageId: 1, unsubscriptions: ['iotdm-1/#'] });
  await g1.next('unsuback');
  messaging.router.route(messaging.router.lane(topics[0] ?? ''), Buffer.from('{}'), 1);
  assert.deepEqual(await arrived(g1), []);
});

test('what is for a device that left its gateway no longer reaches the gateway', async (t) => {
  const messaging = startMessaging(t);
  const app = await messaging.connect(asApplication());
  const g1 = await gateway(messaging, 'g1');
  await g1.subscribe(allCommands, 1);
  g1.publish(eventOf('p1', 'pump'), '1');
  await g1.settled();
  app.publish(commandFor('p1', 'pump'), 'before');
  await app.settled();
  messaging.registry.removeDevice({ typeId: 'pump', deviceId: 'p1' });
  messaging.groups.refresh({ typeId: 'pump', deviceId: 'p1' });
  app.publish(commandFor('p1', 'pump'), 'after');
  await app.settled();
  assert.deepEqual(await arrived(g1), [`${commandFor('p1', 'pump')} before`]);
});

test('a notice names what was tried, and no device where the topic names none', async (t) => {
  const messaging = startMessaging(t);
  const g1 = await gateway(messaging, 'g1');
  g1.send({ cmd: 'unsubscribe', messageId: 1, unsubscriptions: ['iot-2/type/pump/id//cmd/c/fmt/+', 'tele/x'] });
  await g1.next('unsuback');
  const [withoutId = {}, withoutBoth = {}] = (await arrived(g1)).map((text) => JSON.parse(text.slice(text.indexOf(' '))) as object);
  const { Message: reason, ...rest } = withoutId as Readonly<Record<string, unknown>>;
  assert.deepEqual([rest['Request'], rest['Type'], 'Id' in rest], ['Unsubscribe', 'pump', false]);
  assert.match(String(reason), /^A gateway must not unsubscribe from "iot-2/);
  assert.deepEqual(['Type' in withoutBoth, 'Id' in withoutBoth], [false, false]);
});

test('a notice that the gateway does not listen for is in the log nevertheless', async (t) => {
  const messaging = startMessaging(t);
  const g1 = await messaging.connect(asGateway('g1'));
  g1.publish('iot-2/evt/e/fmt/json', '1');
  const unheard = await messaging.record(({ topic }) => topic === notify('g1'));
  assert.equal(unheard.direction, 'down');
  assert.match(unheard.note?.reason ?? '', /has not subscribed to its notifications/);
  assert.deepEqual(await arrived(g1), []);
});

test('the topic in a notice is cut, so that the notice stays below the largest message', async (t) => {
  const messaging = startMessaging(t);
  const g1 = await gateway(messaging, 'g1');
  g1.publish(`iot-2/${'\u0001'.repeat(60_000)}`, '1');
  const { payload } = await g1.next('publish');
  assert.ok(payload.length < 10_000, String(payload.length));
});

test('a gateway that wants more filters than it may have is closed with 154 before they are looked at', async (t) => {
  const messaging = startMessaging(t);
  const g1 = await gateway(messaging, 'g1');
  const subscriptions = Array.from({ length: 501 }, (_, at) => ({ topic: `bad${at}`, qos: 0 as const }));
  g1.send({ cmd: 'subscribe', messageId: 1, subscriptions });
  await g1.closed;
  assert.equal((await messaging.event('connection.closed')).code, 154);
  assert.equal(
    messaging.records.some(({ topic }) => topic === notify('g1')),
    false,
  );
});

test('the will of a gateway is published for its device; one for a device of another gateway is dropped and shown', async (t) => {
  const messaging = startMessaging(t);
  const app = await messaging.connect(asApplication());
  await app.subscribe(allEvents, 1);
  const g2 = await gateway(messaging, 'g2');
  g2.publish(eventOf('two'), '1');
  await app.next('publish');
  for (const [deviceId, text] of [
    ['two', 'not this'],
    ['one', 'this'],
  ] as const) {
    const will = { topic: eventOf(deviceId), payload: Buffer.from(text), qos: 0 as const, retain: true };
    const g1 = await messaging.connect({ ...asGateway('g1'), will });
    g1.socket.destroy();
    await messaging.record(() => messaging.events('connection.closed').length === (deviceId === 'two' ? 1 : 2));
  }
  const { payload, retain } = await app.next('publish');
  assert.deepEqual([String(payload), retain], ['this', false]);
  assert.ok(messaging.records.some(({ note }) => /will was not published/.test(note?.reason ?? '')));
});

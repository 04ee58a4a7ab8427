import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DropRule } from '../../../../src/platform/quickstart/dropRule.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { startMessaging } from '../../../support/platform/messaging.ts';
import { asApplication, asDevice } from '../../../support/platform/testOrganisation.ts';

const quickstart = { service: 'quickstart' } as const;
const event = 'iot-2/evt/e/fmt/json';
const longEvent = 'iot-2/type/t/id/i/evt/e/fmt/json';

test('a device needs no registration and no login, and an application hears it by name', async (t) => {
  const messaging = startMessaging(t);
  const app = await messaging.connect({ clientId: 'a:quickstart:app' }, quickstart);
  assert.deepEqual((await app.subscribe('iot-2/type/+/id/i/evt/+/fmt/+', 2)).granted, [0]);
  const device = await messaging.connect({ clientId: 'd:quickstart:t:i', username: 'x', password: 'ignored' }, quickstart);
  device.publish(event, '{"d":1}');
  const { topic, payload, qos } = await app.next('publish');
  assert.deepEqual([topic, String(payload), qos], [longEvent, '{"d":1}', 0]);
});

test('the status of a named device arrives, and an application may publish events', async (t) => {
  const messaging = startMessaging(t);
  await messaging.connect({ clientId: 'd:quickstart:t:i' }, quickstart);
  const app = await messaging.connect({ clientId: 'a:quickstart:app' }, quickstart);
  await app.subscribe('iot-2/type/t/id/i/mon', 0);
  const status = await app.next('publish');
  assert.deepEqual([status.retain, JSON.parse(String(status.payload)).ClientID], [true, 'd:quickstart:t:i']);
  await app.subscribe(longEvent, 0);
  app.publish(longEvent, 'pretended');
  assert.equal(String((await app.next('publish')).payload), 'pretended');
});

test('nothing passes between Quickstart and the organisation', async (t) => {
  const messaging = startMessaging(t);
  const [inside, outside] = [
    await messaging.connect(asApplication()),
    await messaging.connect({ clientId: 'a:quickstart:app' }, quickstart),
  ];
  await inside.subscribe('iot-2/type/+/id/+/evt/+/fmt/+', 1);
  await inside.subscribe('iot-2/type/+/id/+/mon', 1);
  await outside.subscribe('iot-2/type/sensor/id/one/evt/+/fmt/+', 0);
  const stranger = await messaging.connect({ clientId: 'd:quickstart:sensor:one' }, quickstart);
  stranger.publish(event, 'outside');
  await stranger.settled();
  const device = await messaging.connect(asDevice('one'));
  device.publish(event, 'inside');
  await device.settled();
  assert.equal(JSON.parse(String((await inside.next('publish')).payload)).ClientID, asDevice('one').clientId);
  assert.equal(String((await inside.next('publish')).payload), 'inside');
  assert.equal(String((await outside.next('publish')).payload), 'outside');
  await Promise.all([inside.settled(), outside.settled(), stranger.settled()]);
  assert.deepEqual([inside.packets, outside.packets], [[], []]);
  assert.equal(messaging.events('connection.closed').length, 0, 'client IDs of both do not push each other out');
});

const refused: readonly [what: string, clientId: string, options: object, link: object, code: number, reason: RegExp][] = [
  ['a durable session', 'd:quickstart:t:i', { clean: false }, quickstart, 5, /no durable sessions/],
  ['TLS', 'd:quickstart:t:i', {}, { ...quickstart, secure: true }, 5, /no TLS/],
  ['a gateway', 'g:quickstart:t:i', {}, quickstart, 5, /no gateways/],
  ['a scalable application', 'A:quickstart:app', {}, quickstart, 5, /no shared applications/],
  ['a client ID of no class', 'mqttjs_1', {}, quickstart, 5, /begins with none of/],
  ['a client ID with a slash', 'd:quickstart:t:i/i', {}, quickstart, 2, /must not contain "\/"/],
  ['the organisation on Quickstart’s port', asDevice('one').clientId, {}, quickstart, 5, /This port serves Quickstart; .* abc123/],
  ['Quickstart on the organisation’s port', 'd:quickstart:t:i', {}, {}, 5, /Quickstart has a port of its own/],
];

for (const [what, clientId, options, link, code, reason] of refused) {
  test(`${what}: CONNACK ${code}`, async (t) => {
    const messaging = startMessaging(t);
    const client = await messaging.dial(link);
    assert.equal((await client.connect({ clientId, ...options })).returnCode, code);
    assert.match((await messaging.event('connection.refused')).reason ?? '', reason);
  });
}

const badWills: readonly [what: string, topic: string, qos: 0 | 1, code: number][] = [
  ['a topic that is not allowed', 'iot-2/evt/e/fmt/xml', 0, 276],
  ['a QoS above 0', event, 1, 291],
];

for (const [what, topic, qos, code] of badWills) {
  test(`a will with ${what} is closed with ${code} and without CONNACK`, async (t) => {
    const messaging = startMessaging(t);
    const client = await messaging.dial(quickstart);
    const will = { topic, payload: Buffer.from('x'), qos, retain: false };
    await assert.rejects(client.connect({ clientId: 'd:quickstart:t:i', will }), /closed before connack/);
    assert.equal((await messaging.event('connection.refused')).code, code);
  });
}

const policies = [
  ['always', ['0', '5']],
  ['sometimes', ['0', '2', '4', '5']],
  ['never', ['0', '1', '2', '3', '4', '5']],
] as const;

for (const [quickstartDrops, expected] of policies) {
  test(`messages over one a second get lost ${quickstartDrops}, each visibly`, async (t) => {
    const clock = new FakeClock();
    const messaging = startMessaging(t, { clock, wishes: { quickstartDrops } });
    const app = await messaging.connect({ clientId: 'a:quickstart:app' }, quickstart);
    await app.subscribe(longEvent, 0);
    const device = await messaging.connect({ clientId: 'd:quickstart:t:i' }, quickstart);
    for (let at = 0; at < 5; at++) device.publish(event, String(at));
    await device.settled();
    clock.advance(1000);
    device.publish(event, '5');
    await device.settled();
    const texts: string[] = [];
    for (const text of expected) {
      texts.push(String((await app.next('publish')).payload));
      assert.equal(texts.at(-1), text);
    }
    await app.settled();
    assert.deepEqual(app.packets, []);
    const ups = messaging.records.filter(({ direction, topic }) => direction === 'up' && topic === event);
    assert.equal(ups.length, 6);
    assert.deepEqual(
      ups.filter(({ note }) => note === undefined).map(({ payload }) => Buffer.from(payload).toString()),
      expected,
    );
    for (const { note } of ups) if (note !== undefined) assert.match(note.reason, /over 1 a second\. Send less often/);
  });
}

test('a device that connects for each message is over its rate nevertheless', async (t) => {
  const clock = new FakeClock();
  const messaging = startMessaging(t, { clock, wishes: { quickstartDrops: 'always' } });
  for (const clientId of ['d:quickstart:t:i', 'd:quickstart:t:i', 'd:quickstart:t:other']) {
    const device = await messaging.connect({ clientId }, quickstart);
    device.publish(event, '{}');
    await device.settled();
    device.send({ cmd: 'disconnect' });
    await device.closed;
  }
  const ups = messaging.records.filter(({ direction, topic }) => direction === 'up' && topic === event);
  assert.deepEqual(
    ups.map(({ note }) => note?.what),
    [undefined, 'dropped', undefined],
  );
});

test('when the clock is set back, a device may send again at once', () => {
  let now = 7_200_000;
  const rule = new DropRule('always', { now: () => now, after: () => assert.fail('nothing is timed') });
  assert.equal(rule.take(), undefined);
  assert.notEqual(rule.take(), undefined);
  now -= 3_600_000;
  assert.equal(rule.take(), undefined);
});

test('a device that sends once a second and is a little early loses nothing', async (t) => {
  const clock = new FakeClock();
  const messaging = startMessaging(t, { clock });
  const device = await messaging.connect({ clientId: 'd:quickstart:t:i' }, quickstart);
  for (const wait of [0, 900, 1050, 950, 1000, 1100]) {
    clock.advance(wait);
    device.publish(event, '{}');
    await device.settled();
  }
  assert.equal(
    messaging.records.some(({ note }) => note !== undefined),
    false,
  );
});

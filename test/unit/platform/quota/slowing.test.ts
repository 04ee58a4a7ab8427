import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as mqttPacket from 'mqtt-packet';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { startMessaging, type Messaging } from '../../../support/platform/messaging.ts';
import type { RawClient } from '../../../support/platform/rawClient.ts';
import { asApplication, asDevice, asGateway } from '../../../support/platform/testOrganisation.ts';

const event = 'iot-2/evt/e/fmt/json';
const command = (deviceId: string): string => `iot-2/type/sensor/id/${deviceId}/cmd/c/fmt/json`;

/** How many messages of a client were taken, once at least `least` are. */
async function taken(messaging: Messaging, clientId: string, least: number): Promise<number> {
  const ups = (): number =>
    messaging.records.filter((record) => record.clientId === clientId && record.direction === 'up' && !record.event).length;
  await messaging.record(() => ups() >= least);
  // Another client comes and goes: whatever was not held back has been taken by then.
  const probe = await messaging.connect(asApplication('a:abc123:probe'));
  await probe.settled();
  probe.socket.destroy();
  return ups();
}

/** All in one piece, so that the platform has them before its clock is turned. */
function flood(client: RawClient, topic: string, count: number): void {
  const packets = Array.from({ length: count }, (_, at) =>
    mqttPacket.generate({ cmd: 'publish', topic, payload: String(at), qos: 0, retain: false, dup: false }),
  );
  client.send(Buffer.concat(packets));
}

const perSecond = [
  ['lite', 'device', 5],
  ['standard', 'device', 10],
  ['lite', 'gateway', 50],
  ['standard', 'gateway', 100],
] as const;

for (const [quota, user, rate] of perSecond) {
  test(`plan ${quota}: a ${user} is read at ${rate} messages a second, and nothing is lost`, async (t) => {
    const clock = new FakeClock();
    const messaging = startMessaging(t, { clock, wishes: { quota } });
    const credentials = user === 'device' ? asDevice('one') : asGateway('g1');
    const client = await messaging.connect(credentials);
    const count = rate * 4;
    flood(client, user === 'device' ? event : 'iot-2/type/bridge/id/g1/evt/e/fmt/json', count);
    // The message that exceeds the rate is taken; the next one waits.
    assert.equal(await taken(messaging, credentials.clientId, rate + 1), rate + 1);
    clock.advance(1000);
    assert.equal(await taken(messaging, credentials.clientId, 2 * rate + 1), 2 * rate + 1);
    clock.advance(10_000);
    assert.equal(await taken(messaging, credentials.clientId, count), count);
    const texts = messaging.records.filter(({ direction, event }) => direction === 'up' && event === undefined);
    assert.deepEqual(
      texts.map(({ payload }) => Number(Buffer.from(payload).toString())),
      Array.from({ length: count }, (_, at) => at),
    );
    const notes = messaging.records.filter(({ note }) => note !== undefined);
    assert.deepEqual(
      notes.map(({ note }) => note?.what),
      ['slowed'],
      'said once',
    );
    assert.match(notes[0]?.note?.reason ?? '', new RegExp(`may send ${rate} messages or [0-9,]+ bytes a second\\. .*nothing is lost\\.$`));
  });
}

test('large messages are slowed by their bytes', async (t) => {
  const clock = new FakeClock();
  const messaging = startMessaging(t, { clock, wishes: { quota: 'standard' } });
  const one = await messaging.connect(asDevice('one'));
  for (let at = 0; at < 4; at++) one.publish(event, Buffer.alloc(30_000));
  assert.equal(await taken(messaging, asDevice('one').clientId, 2), 2);
  clock.advance(1000);
  assert.equal(await taken(messaging, asDevice('one').clientId, 3), 3);
});

test('commands to one device slow their application, those to others do not', async (t) => {
  const clock = new FakeClock();
  const messaging = startMessaging(t, { clock, wishes: { quota: 'standard' } });
  const [busy, calm] = [await messaging.connect(asApplication()), await messaging.connect(asApplication('a:abc123:calm'))];
  flood(busy, command('one'), 5);
  assert.equal(await taken(messaging, asApplication().clientId, 3), 3);
  flood(calm, command('two'), 1);
  flood(calm, command('three'), 1);
  assert.equal(await taken(messaging, 'a:abc123:calm', 2), 2);
  const { note } = await messaging.record((record) => record.note !== undefined);
  assert.match(note?.reason ?? '', /^Commands to one device may be 2 messages or 8,192 bytes a second\./);
});

test('a client that is read slowly is not taken for silent', async (t) => {
  const clock = new FakeClock();
  const messaging = startMessaging(t, { clock, wishes: { quota: 'lite' } });
  const one = await messaging.connect({ ...asDevice('one'), keepalive: 2 });
  for (let at = 0; at < 3; at++) one.publish(event, Buffer.alloc(131_072));
  // At 20,480 bytes a second each of them takes 6.4 s, the first one less, because a second is free.
  for (const [count, ms] of [
    [1, 5400],
    [2, 6400],
  ] as const) {
    await taken(messaging, asDevice('one').clientId, count);
    for (let at = 0; at < ms; at += 100) clock.advance(100);
    assert.deepEqual(
      messaging.events('connection.closed').filter(({ code }) => code === 160),
      [],
    );
  }
  await taken(messaging, asDevice('one').clientId, 3);
});

test('devices that connect faster than the plan allows wait for their CONNACK', async (t) => {
  const clock = new FakeClock();
  const messaging = startMessaging(t, { clock, wishes: { quota: 'lite' } });
  for (let at = 0; at < 10; at++) await messaging.connect(asDevice('one'));
  const eleventh = await messaging.dial();
  const connack = eleventh.connect(asDevice('two'));
  // What follows CONNECT waits with it.
  eleventh.publish(event, 'first', { qos: 1 });
  await messaging.connect(asApplication());
  assert.deepEqual(eleventh.packets, []);
  clock.advance(100);
  assert.equal((await connack).returnCode, 0);
  await eleventh.next('puback');
});

test('when devices would wait for more than 5 s, they get CONNACK 3, and others do not wait longer for that', async (t) => {
  const clock = new FakeClock();
  const messaging = startMessaging(t, { clock, wishes: { quota: 'lite' } });
  const all = await Promise.all(Array.from({ length: 100 }, () => messaging.dial()));
  const answers = all.map((client, at) => client.connect(asDevice(`unknown-${at}`)));
  // Ten at once, ten for each of 5 s and the one that exceeds them have been let through to wait.
  await messaging.record(() => messaging.events('connection.refused').filter(({ code }) => code === 3).length === 100 - 61);
  for (let at = 0; at < 60; at++) clock.advance(100);
  clock.advance(10_000);
  const codes = (await Promise.all(answers)).map(({ returnCode }) => returnCode);
  assert.deepEqual([codes.filter((code) => code === 3).length, codes.filter((code) => code === 5).length], [39, 61]);
  await messaging.connect(asDevice('one'));
});

test('without a plan nothing is slowed', async (t) => {
  const messaging = startMessaging(t, { clock: new FakeClock() });
  const one = await messaging.connect(asDevice('one'));
  flood(one, event, 2000);
  await one.settled();
  assert.equal(await taken(messaging, asDevice('one').clientId, 2000), 2000);
});

test('more than 10 unreleased messages of QoS 2 slow a device down, and none is lost', async (t) => {
  const clock = new FakeClock();
  const messaging = startMessaging(t, { clock });
  const one = await messaging.connect(asDevice('one'));
  for (let messageId = 1; messageId <= 14; messageId++) one.publish(event, 'x', { qos: 2, messageId });
  assert.equal(await taken(messaging, asDevice('one').clientId, 11), 11);
  clock.advance(100);
  assert.equal(await taken(messaging, asDevice('one').clientId, 12), 12);
  clock.advance(1000);
  for (let messageId = 1; messageId <= 14; messageId++) one.send({ cmd: 'pubrel', messageId });
  clock.advance(1000);
  await one.settled();
  assert.equal(await taken(messaging, asDevice('one').clientId, 14), 14);
  one.publish(event, 'x', { qos: 2, messageId: 20 });
  await one.next('pubrec');
});

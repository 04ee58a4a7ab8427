import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as mqttPacket from 'mqtt-packet';
import type { IConnackPacket } from 'mqtt-packet';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { asApplication, asDevice, startPlatform } from '../../../support/platform/testPlatform.ts';

const one = asDevice('one');
const topic = 'iot-2/evt/status/fmt/json';

/** The fixed header of a PUBLISH that announces `length` bytes. */
function announcing(length: number, first = 0x30): Buffer {
  return Buffer.from([first, (length & 0x7f) | 0x80, ((length >> 7) & 0x7f) | 0x80, ((length >> 14) & 0x7f) | 0x80, length >> 21]);
}

for (const protocolVersion of [3, 4] as const) {
  test(`MQTT 3.1${protocolVersion === 3 ? '' : '.1'} is served`, async (t) => {
    const platform = await startPlatform(t);
    const client = await platform.dial();
    const protocolId = protocolVersion === 3 ? 'MQIsdp' : 'MQTT';
    assert.equal((await client.connect({ ...one, protocolVersion, protocolId })).returnCode, 0);
    await client.settled();
    const { event } = await platform.record((record) => record.event?.kind === 'connection.open');
    assert.deepEqual(event, { kind: 'connection.open', peer: client.peer, cleanSession: true, sessionPresent: false });
  });
}

test('MQTT 5 gets a CONNACK of its own with the reason, and is closed', async (t) => {
  const platform = await startPlatform(t);
  const { port } = platform;
  const client = await platform.dial();
  const connacks: IConnackPacket[] = [];
  const parser = mqttPacket.parser({ protocolVersion: 5 });
  parser.on('packet', (packet) => connacks.push(packet as IConnackPacket));
  client.socket.on('data', (bytes) => parser.parse(bytes));
  client.send(
    mqttPacket.generate(
      { cmd: 'connect', protocolId: 'MQTT', protocolVersion: 5, clean: true, keepalive: 0, clientId: one.clientId },
      { protocolVersion: 5 },
    ),
  );
  await client.closed;
  assert.equal(connacks[0]?.reasonCode, 0x84);
  assert.match(String(connacks[0]?.properties?.reasonString), /3\.1\.1/);
  const refused = await platform.event('connection.refused', one.clientId);
  assert.equal(refused.code, 293);
  assert.equal(refused.peer, client.peer, `on port ${port}`);
});

const unanswered: readonly [what: string, bytes: Uint8Array, code: number, reason: RegExp][] = [
  ['an unknown version of MQTT', Buffer.from([0x10, 12, 0, 4, 0x4d, 0x51, 0x54, 0x54, 9, 2, 0, 0, 0, 0]), 293, /level 9/],
  [
    'a PUBLISH before CONNECT',
    mqttPacket.generate({ cmd: 'publish', topic, payload: '{}', qos: 0, retain: false, dup: false }),
    282,
    /no CONNECT/,
  ],
  ['a TLS handshake', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]), 282, /TLS/],
  ['something that is no MQTT', Buffer.from('hello, is anybody there?\r\n'), 282, /no CONNECT/],
  ['a CONNECT of a megabyte', Buffer.from([0x10, 0x80, 0x80, 0x40]), 165, /1048576/],
  [
    'a password without user name',
    Buffer.from([0x10, 15, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0x42, 0, 0, 0, 1, 0x61, 0, 0]),
    286,
    /no user name/,
  ],
];

for (const [what, bytes, code, reason] of unanswered) {
  test(`${what} is closed without CONNACK, and the log says why`, async (t) => {
    const platform = await startPlatform(t);
    const client = await platform.dial();
    client.send(bytes);
    await client.closed;
    assert.deepEqual(client.packets, []);
    const refused = await platform.event('connection.refused');
    assert.equal(refused.code, code);
    assert.match(refused.reason ?? '', reason);
    assert.equal(refused.peer, client.peer);
    assert.notEqual(refused.advice, '');
  });
}

test('a client that only looks whether the port is open leaves no record', async (t) => {
  const platform = await startPlatform(t);
  const probe = await platform.dial();
  probe.socket.end();
  await probe.closed;
  await platform.connect(one);
  assert.deepEqual(
    platform.records.map(({ event }) => event?.kind),
    ['connection.open'],
  );
});

test('a client has 10 seconds for its CONNECT', async (t) => {
  const clock = new FakeClock();
  const platform = await startPlatform(t, { clock });
  const [silent, slow] = [await platform.dial(), await platform.dial()];
  slow.send(Buffer.from([0x10, 20, 0, 4]));
  const fast = await platform.connect(one);
  clock.advance(9999);
  assert.equal(platform.records.filter(({ event }) => event?.kind === 'connection.refused').length, 0);
  clock.advance(1);
  clock.advance(1000);
  await Promise.all([silent.closed, slow.closed]);
  const refused = platform.records.filter(({ event }) => event?.kind === 'connection.refused').map(({ event }) => event);
  assert.deepEqual(
    refused.map((event) => [event?.code, event?.reason]),
    [
      [164, 'The client sent nothing within 10 s.'],
      [164, 'The client sent no complete CONNECT within 10 s.'],
    ],
  );
  await fast.settled();
});

test('silence of one and a half keepalive intervals ends the connection with 160', async (t) => {
  const clock = new FakeClock();
  const platform = await startPlatform(t, { clock });
  const client = await platform.connect({ ...one, keepalive: 10 });
  clock.advance(14_000);
  await client.settled();
  clock.advance(14_999);
  await client.settled();
  clock.advance(15_000);
  clock.advance(1000);
  await client.closed;
  const closed = await platform.event('connection.closed', one.clientId);
  assert.deepEqual([closed.code, closed.reason], [160, 'The client was silent for 15 s; it announced a keepalive of 10 s.']);
});

test('keepalive 0 is none, but for scalable applications, which have an hour', async (t) => {
  const clock = new FakeClock();
  const platform = await startPlatform(t, { clock });
  const device = await platform.connect({ ...one, keepalive: 0 });
  const shared = await platform.connect(asApplication('A:abc123:app'));
  clock.advance(1.5 * 3600 * 1000 - 1);
  await device.settled();
  assert.equal(platform.records.filter(({ event }) => event?.kind === 'connection.closed').length, 0);
  clock.advance(1);
  clock.advance(1000);
  await shared.closed;
  assert.equal((await platform.event('connection.closed')).code, 160);
  await device.settled();
});

test('a second CONNECT is a protocol error', async (t) => {
  const platform = await startPlatform(t);
  const client = await platform.connect(one);
  client.send({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 0, clientId: one.clientId });
  await client.closed;
  const { code, advice } = await platform.event('connection.closed', one.clientId);
  assert.equal(code, 286);
  assert.match(advice ?? '', /^Send CONNECT once/);
});

test('DISCONNECT closes with code 0, a lost connection with 91', async (t) => {
  const platform = await startPlatform(t);
  const polite = await platform.connect(one);
  polite.send({ cmd: 'disconnect' });
  await polite.closed;
  assert.equal((await platform.event('connection.closed', one.clientId)).code, 0);
  const two = asDevice('two');
  const rude = await platform.connect(two);
  rude.socket.resetAndDestroy();
  assert.equal((await platform.event('connection.closed', two.clientId)).code, 91);
});

test('131,072 bytes pass, one more closes with 287', async (t) => {
  const platform = await startPlatform(t);
  const application = await platform.connect(asApplication());
  await application.subscribe('iot-2/type/+/id/+/evt/+/fmt/+', 1);
  const device = await platform.connect(one);
  device.publish(topic, Buffer.alloc(131_072, 7), { qos: 1 });
  await device.next('puback');
  assert.equal((await application.next('publish')).payload.length, 131_072);
  device.publish(topic, Buffer.alloc(131_073), { qos: 1 });
  await device.closed;
  const closed = await platform.event('connection.closed', one.clientId);
  assert.deepEqual([closed.code, closed.reason], [287, `The message on ${topic} has 131073 bytes; a message may have 131072.`]);
});

test('a client that announces 200 MB is closed before it sends them', async (t) => {
  const platform = await startPlatform(t);
  const device = await platform.connect(one);
  device.send(announcing(200_000_000));
  await device.closed;
  const closed = await platform.event('connection.closed', one.clientId);
  assert.deepEqual([closed.code, closed.reason], [287, 'A packet of 200000000 bytes was announced; a message may have 131072.']);
});

test('the part of a topic above 200 bytes counts towards the size', async (t) => {
  const platform = await startPlatform(t);
  const device = await platform.connect(one);
  const longTopic = `iot-2/evt/${'e'.repeat(206 - topic.length + 'status'.length)}/fmt/json`;
  assert.equal(longTopic.length, 206);
  device.publish(longTopic, Buffer.alloc(131_072 - 6), { qos: 1 });
  await device.next('puback');
  device.publish(longTopic, Buffer.alloc(131_072 - 5), { qos: 1 });
  await device.closed;
  assert.equal((await platform.event('connection.closed', one.clientId)).code, 287);
});

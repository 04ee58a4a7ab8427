import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import * as mqttPacket from 'mqtt-packet';
import type { Packet as GeneratedPacket, QoS } from 'mqtt-packet';
import { decodePacket } from '../../../../src/platform/mqtt/decodePacket.ts';
import { PacketCutter } from '../../../../src/platform/mqtt/packetCutter.ts';
import type { Packet } from '../../../../src/platform/mqtt/packets.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';

function decode(bytes: Uint8Array): Packet {
  for (const [first, body] of new PacketCutter(() => undefined).take(Buffer.from(bytes))) return decodePacket(first, body);
  throw new Error('The bytes are no whole packet');
}

const text = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
const plain = { noNullPrototype: true };
const qos = fc.constantFrom<QoS>(0, 1, 2);
const packetId = fc.integer({ min: 1, max: 65_535 });

test('PUBLISH is read as another library writes it', () => {
  const message = fc.record(
    { topic: text, payload: fc.uint8Array({ maxLength: 500 }), qos, retain: fc.boolean(), dup: fc.boolean(), packetId },
    plain,
  );
  fc.assert(
    fc.property(message, ({ packetId: messageId, ...rest }) => {
      const { payload } = rest;
      const bytes = mqttPacket.generate({ cmd: 'publish', ...rest, payload: Buffer.from(payload), messageId });
      assert.deepEqual(decode(bytes), { type: 'publish', ...rest, packetId: rest.qos === 0 ? 0 : messageId });
    }),
  );
});

test('CONNECT is read as another library writes it', () => {
  const connect = fc.record({
    version: fc.constantFrom(3 as const, 4 as const),
    clientId: text,
    cleanSession: fc.boolean(),
    keepAliveSeconds: fc.integer({ min: 0, max: 65_535 }),
    userName: fc.option(text, { nil: undefined }),
    password: fc.option(fc.uint8Array({ minLength: 1, maxLength: 40 }), { nil: undefined }),
    will: fc.option(fc.record({ topic: text, payload: fc.uint8Array({ maxLength: 40 }), qos }, plain), { nil: undefined }),
  });
  fc.assert(
    fc.property(connect, ({ version, cleanSession, keepAliveSeconds, userName, will, ...rest }) => {
      const password = userName === undefined ? undefined : rest.password;
      const generated = {
        cmd: 'connect',
        protocolId: version === 3 ? 'MQIsdp' : 'MQTT',
        protocolVersion: version,
        clientId: rest.clientId,
        clean: cleanSession,
        keepalive: keepAliveSeconds,
        ...(will === undefined ? {} : { will: { ...will, payload: Buffer.from(will.payload), retain: true } }),
        ...(userName === undefined ? {} : { username: userName }),
        ...(password === undefined ? {} : { password: Buffer.from(password) }),
      } as GeneratedPacket;
      assert.deepEqual(decode(mqttPacket.generate(generated)), {
        type: 'connect',
        version,
        clientId: rest.clientId,
        cleanSession,
        keepAliveSeconds,
        ...(will === undefined ? {} : { will }),
        ...(userName === undefined ? {} : { userName }),
        ...(password === undefined ? {} : { password }),
      });
    }),
  );
});

test('SUBSCRIBE and UNSUBSCRIBE are read as another library writes them', () => {
  const subscriptions = fc.array(fc.record({ filter: text, qos }, plain), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(packetId, subscriptions, (id, wanted) => {
      const subscribe = {
        cmd: 'subscribe',
        messageId: id,
        subscriptions: wanted.map(({ filter, qos }) => ({ topic: filter, qos })),
      } as const;
      assert.deepEqual(decode(mqttPacket.generate(subscribe)), { type: 'subscribe', packetId: id, subscriptions: wanted });
      const filters = wanted.map(({ filter }) => filter);
      const unsubscribe = mqttPacket.generate({ cmd: 'unsubscribe', messageId: id, unsubscriptions: filters });
      assert.deepEqual(decode(unsubscribe), { type: 'unsubscribe', packetId: id, filters });
    }),
  );
});

for (const type of ['puback', 'pubrec', 'pubrel', 'pubcomp'] as const) {
  test(`${type.toUpperCase()} is read as another library writes it`, () => {
    assert.deepEqual(decode(mqttPacket.generate({ cmd: type, messageId: 4711 })), { type, packetId: 4711 });
  });
}

test('PINGREQ and DISCONNECT are read as another library writes them', () => {
  assert.deepEqual(decode(mqttPacket.generate({ cmd: 'pingreq' })), { type: 'pingreq' });
  assert.deepEqual(decode(mqttPacket.generate({ cmd: 'disconnect' })), { type: 'disconnect' });
});

test('CONNECT of MQTT 5 is told by its version and names the client', () => {
  const bytes = mqttPacket.generate(
    {
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 5,
      clientId: 'd:o:t:i',
      clean: true,
      keepalive: 0,
      properties: { sessionExpiryInterval: 60 },
    },
    { protocolVersion: 5 },
  );
  assert.deepEqual(decode(bytes), { type: 'connectV5', clientId: 'd:o:t:i' });
});

const broken: readonly [what: string, bytes: readonly number[], code: number][] = [
  ['PUBLISH with QoS 3', [0x36, 3, 0, 1, 0x61], 284],
  ['PUBLISH of QoS 1 without packet identifier', [0x32, 3, 0, 1, 0x61], 271],
  ['PUBLISH with packet identifier 0', [0x32, 5, 0, 1, 0x61, 0, 0], 286],
  ['PUBLISH with a topic longer than the packet', [0x30, 3, 0, 9, 0x61], 271],
  ['PUBLISH with a topic that is no UTF-8', [0x30, 4, 0, 2, 0xff, 0xfe], 276],
  ['PUBLISH without anything', [0x30, 0], 271],
  ['SUBSCRIBE without a filter', [0x82, 2, 0, 1], 286],
  ['SUBSCRIBE with QoS 3', [0x82, 6, 0, 1, 0, 1, 0x61, 3], 284],
  ['SUBSCRIBE with QoS 0 in its header', [0x80, 6, 0, 1, 0, 1, 0x61, 0], 286],
  ['SUBSCRIBE that ends before the QoS', [0x82, 5, 0, 1, 0, 1, 0x61], 271],
  ['UNSUBSCRIBE without a filter', [0xa2, 2, 0, 1], 286],
  ['PUBACK that is too long', [0x40, 3, 0, 1, 0], 271],
  ['PUBACK that is too short', [0x40, 1, 0], 271],
  ['PUBREL with wrong flags', [0x60, 2, 0, 1], 286],
  ['PINGREQ with a body', [0xc0, 1, 0], 271],
  ['CONNACK from a client', [0x20, 2, 0, 0], 286],
  ['packet type 0', [0x00, 0], 286],
  ['packet type 15', [0xf0, 0], 286],
  ['CONNECT with a reserved flag', connect([0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0x03, 0, 0, 0, 0]), 286],
  ['CONNECT with a password but no user name', connect([0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0x42, 0, 0, 0, 0, 0, 0]), 286],
  ['CONNECT with will QoS but no will', connect([0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0x0a, 0, 0, 0, 0]), 286],
  ['CONNECT with will QoS 3', connect([0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0x1e, 0, 0, 0, 0, 0, 0, 0, 0]), 286],
  ['CONNECT with bytes after its end', connect([0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 0x02, 0, 0, 0, 0, 7]), 271],
  ['CONNECT of an unknown version', connect([0, 4, 0x4d, 0x51, 0x54, 0x54, 6, 0x02, 0, 0, 0, 0]), 293],
  ['CONNECT of a bridge', connect([0, 4, 0x4d, 0x51, 0x54, 0x54, 0x84, 0x02, 0, 0, 0, 0]), 293],
  ['CONNECT of another protocol', connect([0, 4, 0x41, 0x4d, 0x51, 0x50, 4, 0x02, 0, 0, 0, 0]), 293],
];

function connect(body: readonly number[]): number[] {
  return [0x10, body.length, ...body];
}

for (const [what, bytes, code] of broken) {
  test(`${what} is a breach with code ${code}`, () => {
    assert.throws(
      () => decode(Uint8Array.from(bytes)),
      (error) => isRefusal(error) && error.code === code && error.advice !== '',
    );
  });
}

test('whatever the bytes are, they give a packet or a refusal', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 200 }), (first, body) => {
      try {
        assert.notEqual(decodePacket(first, Buffer.from(body)).type, undefined);
      } catch (error) {
        assert.ok(isRefusal(error), String(error));
      }
    }),
    { numRuns: 2000 },
  );
});

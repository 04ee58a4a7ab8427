import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import * as mqttPacket from 'mqtt-packet';
import type { Packet } from 'mqtt-packet';
import { readConnack, readDisconnect, readSuback } from '../../../../src/engine/doctor/mqtt/answers.ts';
import { PacketReader, type ReadPacket } from '../../../../src/engine/doctor/mqtt/packetReader.ts';
import { connectPacket, subscribePacket, unsubscribePacket } from '../../../../src/engine/doctor/mqtt/packets.ts';
import { loginOf } from '../../../../src/engine/session/login.ts';
import { testSettings } from '../../../support/engine/testSettings.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
const qos = fc.constantFrom(0 as const, 1 as const, 2 as const);
const same = (text: string): string => text;
const version = fc.constantFrom('3.1.1' as const, '5' as const);

void describe('the packets of the doctor', () => {
  void it('are read as they were meant by another library', () => {
    const wish = fc.record({
      mqttVersion: version,
      cleanSession: fc.boolean(),
      topic: text,
      payload: text,
      qos,
      token: text,
      seconds: fc.nat(65_535),
    });
    fc.assert(
      fc.property(wish, ({ mqttVersion, cleanSession, topic, payload, qos: willQos, token, seconds }) => {
        const settings = testSettings(1, {
          mqttVersion,
          cleanSession,
          keepAliveSeconds: seconds,
          will: { topic, payload, qos: willQos },
          sessionExpirySeconds: seconds,
        });
        const packet = parsed(connectPacket(loginOf(settings, { token })), mqttVersion);
        assert.ok(packet.cmd === 'connect');
        assert.deepEqual(
          [packet.clientId, packet.clean, packet.keepalive, packet.username, packet.password?.toString(), packet.protocolVersion],
          ['d:abc123:thermostat:t-1', cleanSession, seconds, 'use-token-auth', token, mqttVersion === '5' ? 5 : 4],
        );
        assert.deepEqual([packet.will?.topic, packet.will?.payload.toString(), packet.will?.qos], [topic, payload, willQos]);
        if (mqttVersion === '5') assert.equal(packet.properties?.sessionExpiryInterval, cleanSession ? undefined : seconds);
      }),
    );
    fc.assert(
      fc.property(text, qos, version, (filter, wanted, mqttVersion) => {
        const protocol = mqttVersion === '5' ? 5 : 4;
        const subscribe = parsed(subscribePacket(7, { filter, qos: wanted }, protocol), mqttVersion);
        assert.ok(subscribe.cmd === 'subscribe');
        assert.deepEqual([subscribe.messageId, subscribe.subscriptions[0]?.topic, subscribe.subscriptions[0]?.qos], [7, filter, wanted]);
        const unsubscribe = parsed(unsubscribePacket(8, filter, protocol), mqttVersion);
        assert.ok(unsubscribe.cmd === 'unsubscribe');
        assert.deepEqual([unsubscribe.messageId, unsubscribe.unsubscriptions], [8, [filter]]);
      }),
    );
  });

  void it('carry neither user nor token on Quickstart', () => {
    const { userName: _, ...settings } = testSettings(1);
    const packet = parsed(connectPacket(loginOf(settings, {})), '3.1.1');
    assert.ok(packet.cmd === 'connect');
    assert.deepEqual([packet.username, packet.password, packet.will], [undefined, undefined, undefined]);
  });
});

void describe('the answers to the doctor', () => {
  void it('are read however they are cut', () => {
    const connack = mqttPacket.generate({ cmd: 'connack', returnCode: 0, sessionPresent: true });
    const message = mqttPacket.generate({
      cmd: 'publish',
      topic: 'a/b',
      payload: Buffer.alloc(300_000),
      qos: 1,
      messageId: 3,
      dup: false,
      retain: false,
    });
    const suback = mqttPacket.generate({ cmd: 'suback', messageId: 1, granted: [1] });
    const bytes = Buffer.concat([connack, message, suback]);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 20 }), (cuts) => {
        const packets = read(bytes, cuts);
        assert.deepEqual(
          packets.map(({ type, flags, body }) => [type, flags, body.length]),
          [
            [2, 0, 2],
            [3, 2, 0],
            [9, 0, 3],
          ],
        );
      }),
    );
  });

  void it('keep their reasons, behind properties of every kind', () => {
    const properties = {
      sessionExpiryInterval: 1,
      receiveMaximum: 2,
      maximumQoS: 1,
      retainAvailable: false,
      maximumPacketSize: 5,
      assignedClientIdentifier: 'x',
      topicAliasMaximum: 6,
      userProperties: { a: 'b' },
      wildcardSubscriptionAvailable: true,
      serverKeepAlive: 77,
      serverReference: 'other',
      authenticationMethod: 'm',
      authenticationData: Buffer.from('d'),
      reasonString: 'because',
    };
    const [connack] = read(
      mqttPacket.generate({ cmd: 'connack', reasonCode: 0x87, sessionPresent: false, properties }, { protocolVersion: 5 }),
      [],
    );
    assert.deepEqual(readConnack(connack?.body ?? Buffer.alloc(0), 5, same), {
      code: 0x87,
      sessionPresent: false,
      reason: 'because',
      keepAliveSeconds: 77,
    });
    const packet = { cmd: 'suback', messageId: 1, granted: [0x8f], properties: { reasonString: 'no' } } as const;
    const [suback] = read(mqttPacket.generate(packet as never, { protocolVersion: 5 }), []);
    assert.deepEqual(readSuback(suback?.body ?? Buffer.alloc(0), 5, same), { code: 0x8f, reason: 'no' });
    const [end] = read(
      mqttPacket.generate({ cmd: 'disconnect', reasonCode: 0x8e, properties: { reasonString: 'other' } }, { protocolVersion: 5 }),
      [],
    );
    assert.deepEqual(readDisconnect(end?.body ?? Buffer.alloc(0), same), { code: 0x8e, reason: 'other' });
  });

  void it('may be anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, isFive) => {
        const body = Buffer.from(bytes);
        readConnack(body, isFive ? 5 : 4, same);
        readSuback(body, isFive ? 5 : 4, same);
        readDisconnect(body, same);
      }),
    );
  });

  void it('take no memory beyond their size, and end', () => {
    const reader = new PacketReader(() => assert.fail('it is not over'));
    reader.push(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]));
    const chunk = Buffer.alloc(65_536);
    const before = process.memoryUsage().arrayBuffers;
    for (let at = 0; at < 2_000; at++) reader.push(chunk);
    assert.ok(process.memoryUsage().arrayBuffers - before < 10_000_000);
    assert.throws(() => new PacketReader(() => undefined).push(Buffer.from([0x20, 0xff, 0xff, 0x7f])), /an answer is too long/);
    assert.throws(() => new PacketReader(() => undefined).push(Buffer.alloc(6, 0xff)), /more than four bytes/);
  });
});

function parsed(bytes: Buffer, mqttVersion: '3.1.1' | '5'): Packet {
  const parser = mqttPacket.parser({ protocolVersion: mqttVersion === '5' ? 5 : 4 });
  const packets: Packet[] = [];
  parser.on('packet', (packet) => packets.push(packet));
  parser.on('error', (error) => {
    throw error;
  });
  assert.equal(parser.parse(bytes), 0);
  return packets[0] ?? assert.fail('no packet');
}

function read(bytes: Buffer, cuts: readonly number[]): readonly ReadPacket[] {
  const packets: ReadPacket[] = [];
  const reader = new PacketReader((packet) => packets.push(packet));
  let from = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    reader.push(bytes.subarray(from, cut));
    from = cut;
  }
  return packets;
}

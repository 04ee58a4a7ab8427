import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import * as mqttPacket from 'mqtt-packet';
import type { IConnackPacket, IPublishPacket, Packet, QoS } from 'mqtt-packet';
import {
  encodeConnack,
  encodePublish,
  encodeSettle,
  encodeSuback,
  encodeUnservedVersion,
  encodeUnsuback,
  pingResponse,
} from '../../../../src/platform/mqtt/encodePacket.ts';

/** What another library reads. */
function parse(bytes: Buffer, protocolVersion: 4 | 5 = 4): Packet {
  const packets: Packet[] = [];
  const parser = mqttPacket.parser({ protocolVersion });
  parser.on('packet', (packet) => packets.push(packet));
  parser.on('error', (error) => {
    throw error;
  });
  assert.equal(parser.parse(bytes), 0, 'nothing is left over');
  assert.equal(packets.length, 1);
  return packets[0]!;
}

test('PUBLISH is written as another library reads it', () => {
  const topic = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
  const payload = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.integer({ min: 16_300, max: 16_400 }).map((size) => new Uint8Array(size)),
  );
  fc.assert(
    fc.property(
      topic,
      payload,
      fc.constantFrom<QoS>(0, 1, 2),
      fc.boolean(),
      fc.integer({ min: 1, max: 65_535 }),
      (topic, payload, qos, dup, id) => {
        const read = parse(encodePublish(topic, payload, qos, dup, id)) as IPublishPacket;
        assert.deepEqual([read.topic, read.qos, read.dup, read.retain], [topic, qos, dup, false]);
        assert.deepEqual(new Uint8Array(read.payload as Buffer), payload);
        assert.equal(read.messageId, qos === 0 ? undefined : id);
      },
    ),
  );
});

test('a PUBLISH of the greatest size is written as another library reads it', () => {
  const read = parse(encodePublish('iot-2/evt/e/fmt/bin', new Uint8Array(131_072), 1, false, 1)) as IPublishPacket;
  assert.equal(read.payload.length, 131_072);
});

test('the small packets are written as another library reads them', () => {
  const connack = parse(encodeConnack(5)) as IConnackPacket;
  assert.deepEqual([connack.returnCode, connack.sessionPresent], [5, false]);
  assert.equal((parse(encodeConnack(0, true)) as IConnackPacket).sessionPresent, true);
  for (const type of ['puback', 'pubrec', 'pubrel', 'pubcomp'] as const) {
    const { cmd, messageId } = parse(encodeSettle(type, 40_000));
    assert.deepEqual([cmd, messageId], [type, 40_000]);
  }
  const granted = Array.from({ length: 200 }, (_, at) => (at % 3) as QoS);
  const suback = parse(encodeSuback(9, granted));
  assert.ok(suback.cmd === 'suback');
  assert.deepEqual([suback.messageId, suback.granted], [9, granted]);
  assert.equal(parse(encodeUnsuback(7)).cmd, 'unsuback');
  assert.equal(parse(pingResponse).cmd, 'pingresp');
});

test('MQTT 5 is refused with 0x84 and a reason', () => {
  const connack = parse(encodeUnservedVersion('not served'), 5) as IConnackPacket;
  assert.deepEqual([connack.reasonCode, connack.properties?.reasonString], [0x84, 'not served']);
});

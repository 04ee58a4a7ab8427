import type { Qos } from '../../wiotp/message.ts';

/** PUBLISH to a client. The retain flag is set only on what the platform kept before the client subscribed [D-std, PX-mqtt]. */
export function encodePublish(topic: string, payload: Uint8Array, qos: Qos, dup: boolean, packetId: number, retain = false): Buffer {
  const topicBytes = Buffer.byteLength(topic);
  const length = 2 + topicBytes + (qos === 0 ? 0 : 2) + payload.length;
  const lengthBytes = length < 128 ? 1 : length < 16_384 ? 2 : length < 2_097_152 ? 3 : 4;
  const packet = Buffer.allocUnsafe(1 + lengthBytes + length);
  packet[0] = 0x30 | (dup ? 8 : 0) | (qos << 1) | (retain ? 1 : 0);
  let at = writeLength(packet, 1, length);
  at = packet.writeUInt16BE(topicBytes, at);
  at += packet.write(topic, at);
  if (qos > 0) at = packet.writeUInt16BE(packetId, at);
  packet.set(payload, at);
  return packet;
}

/** CONNACK of MQTT 3.1 and 3.1.1. */
export function encodeConnack(code: number, sessionPresent = false): Buffer {
  return Buffer.from([0x20, 2, sessionPresent ? 1 : 0, code]);
}

/** CONNACK of MQTT 5 for a version that is not served: reason code 0x84 with a reason string. */
export function encodeUnservedVersion(reason: string): Buffer {
  const text = Buffer.from(reason.slice(0, 100));
  const properties = Buffer.concat([Buffer.from([0x1f, text.length >> 8, text.length & 0xff]), text]);
  const body = Buffer.concat([Buffer.from([0, 0x84, properties.length]), properties]);
  return Buffer.concat([Buffer.from([0x20, body.length]), body]);
}

const settleHeaders = { puback: 0x40, pubrec: 0x50, pubrel: 0x62, pubcomp: 0x70 } as const;

/** One of the four packets that settle a PUBLISH. */
export function encodeSettle(type: keyof typeof settleHeaders, packetId: number): Buffer {
  return Buffer.from([settleHeaders[type], 2, packetId >> 8, packetId & 0xff]);
}

/** The code of SUBACK for a filter that is refused; MQTT 3.1 has none (MQTT 3.1.1, 3.9.3). */
export const refusedFilter = 0x80;

/** SUBACK with the QoS that was granted for each filter. */
export function encodeSuback(packetId: number, granted: readonly (Qos | typeof refusedFilter)[]): Buffer {
  const length = 2 + granted.length;
  const header = Buffer.alloc(5);
  header[0] = 0x90;
  const end = writeLength(header, 1, length);
  return Buffer.concat([header.subarray(0, end), Buffer.from([packetId >> 8, packetId & 0xff, ...granted])]);
}

/** UNSUBACK. */
export function encodeUnsuback(packetId: number): Buffer {
  return Buffer.from([0xb0, 2, packetId >> 8, packetId & 0xff]);
}

/** PINGRESP. */
export const pingResponse = Buffer.from([0xd0, 0]);

/** Writes a remaining length and gives the place after it (MQTT 3.1.1, 2.2.3). */
function writeLength(packet: Buffer, at: number, length: number): number {
  let rest = length;
  let next = at;
  while (rest >= 128) {
    packet[next++] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
  }
  packet[next++] = rest;
  return next;
}

import type { Qos } from './message.ts';

const encoder = new TextEncoder();

/** The bytes that a text takes in UTF-8. */
export function utf8Bytes(text: string): number {
  return encoder.encode(text).length;
}

/**
 * The exact size of an MQTT 3.1.1 PUBLISH packet in bytes: fixed header with 1 to 4 bytes of length, topic with its
 * length, packet identifier above QoS 0, payload.
 */
export function publishPacketBytes(topic: string, payloadBytes: number, qos: Qos = 0): number {
  const remaining = 2 + utf8Bytes(topic) + (qos > 0 ? 2 : 0) + payloadBytes;
  return 1 + lengthBytes(remaining) + remaining;
}

/**
 * The buffer that PubSubClient needs to publish or receive such a message (`setBufferSize`): it always reserves 5
 * bytes for the fixed header [GH pubsubclient#193].
 */
export function pubSubClientBuffer(topic: string, payloadBytes: number): number {
  return 5 + 2 + utf8Bytes(topic) + payloadBytes;
}

function lengthBytes(remaining: number): number {
  if (remaining < 128) return 1;
  if (remaining < 16_384) return 2;
  return remaining < 2_097_152 ? 3 : 4;
}

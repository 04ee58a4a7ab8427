import { maxPayloadBytes } from '../../wiotp/limits.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { breach } from './breach.ts';
import { packetType } from './decodePacket.ts';

/** The part of a topic that does not count towards the size of a message [PX-mqtt]. */
const freeTopicBytes = 200;

/** Client ID, will topic, will, user name and password; the will alone may have 65,535 bytes. */
const maxConnectBytes = 70_000;

/** CONNECT without any flag. */
const connectByte = packetType.connect << 4;

/**
 * Judges the first packet of a connection by its header: only a CONNECT of sensible size is read.
 * `start` are the first bytes of the connection, which tell what else the client may have meant.
 */
export function allowFirstPacket(first: number, length: number, start: Buffer): void {
  if (first !== connectByte) throw notConnect(start);
  if (length > maxConnectBytes) throw breach(165, `CONNECT announces ${length} bytes; ${maxConnectBytes} are allowed.`);
}

/**
 * Judges a later packet by its header. A PUBLISH that is refused here is too large whatever its topic is; one
 * with a short topic may still turn out too large in {@link allowMessage}.
 */
export function allowPacket(first: number, length: number): void {
  const isPublish = first >> 4 === packetType.publish;
  const most = maxPayloadBytes + (isPublish ? freeTopicBytes + ((first & 0x06) === 0 ? 2 : 4) : 0);
  if (length > most) throw tooLarge(`A packet of ${length} bytes was announced`);
}

/** Judges a PUBLISH whose topic is known. */
export function allowMessage(topic: string, payloadBytes: number): void {
  // A topic of few characters cannot be longer in bytes, so most topics need not be measured.
  const topicBytes = topic.length * 3 <= freeTopicBytes ? 0 : Buffer.byteLength(topic);
  const counted = payloadBytes + Math.max(0, topicBytes - freeTopicBytes);
  if (counted > maxPayloadBytes) throw tooLarge(`The message on ${topic} has ${payloadBytes} bytes`);
}

function tooLarge(what: string): Refusal {
  return breach(287, `${what}; a message may have ${maxPayloadBytes}.`);
}

function notConnect(start: Buffer): Refusal {
  if (start[0] === 0x16 && start[1] === 0x03) {
    return breach(
      282,
      'The client began a TLS handshake.',
      'This port speaks plain MQTT: switch TLS off in the client, and use mqtt:// in a URL.',
    );
  }
  return breach(282, 'The first packet of the client was no CONNECT.');
}

import type { Qos } from '../../wiotp/message.ts';
import { publishPacketBytes, pubSubClientBuffer } from '../../wiotp/packetSize.ts';
import { minified } from './minified.ts';

/** A message as it is sent, with its sizes in bytes. */
export interface WireMessage<Payload extends string | Uint8Array = string> {
  readonly topic: string;
  readonly payload: Payload;
  readonly qos: Qos;
  /** Whether the payload is JSON, from which white space was taken out. */
  readonly isJson: boolean;
  readonly payloadBytes: number;
  /** The whole packet. */
  readonly packetBytes: number;
  /** What a client with one buffer for all packets needs. */
  readonly bufferBytes: number;
}

/** The message as it is sent. What is no Unicode text, a surrogate without its other half, is sent as U+FFFD, as every encoder does. */
export function wireMessage({ topic, text, qos }: { readonly topic: string; readonly text: string; readonly qos: Qos }): WireMessage {
  const json = minified(text);
  const payload = (json ?? text).toWellFormed();
  return { ...sized(topic, utf8(payload), qos), payload, isJson: json !== undefined };
}

/** The message as it is sent, of a payload that is no text, or is sent as it is. */
export function wireBytes({
  topic,
  bytes: payload,
  qos,
}: {
  readonly topic: string;
  readonly bytes: Uint8Array;
  readonly qos: Qos;
}): WireMessage<Uint8Array> {
  return { ...sized(topic, payload, qos), payload, isJson: false };
}

function sized(topic: string, { length: payloadBytes }: Uint8Array, qos: Qos): Omit<WireMessage, 'payload' | 'isJson'> {
  const sentTopic = topic.toWellFormed();
  return {
    topic: sentTopic,
    qos,
    payloadBytes,
    packetBytes: publishPacketBytes(sentTopic, payloadBytes, qos),
    bufferBytes: pubSubClientBuffer(sentTopic, payloadBytes),
  };
}

/** The bytes of a text in UTF-8. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

const encoder = new TextEncoder();

/** The sizes in words, one sentence per line. */
export function sizeLines({ isJson, payloadBytes, packetBytes, bufferBytes, qos }: Omit<WireMessage, 'payload'>): readonly string[] {
  return [
    `Payload: ${bytes(payloadBytes)}${isJson ? ' (JSON without white space between its parts)' : ''}.`,
    `MQTT packet: exactly ${bytes(packetBytes)} at QoS ${qos}. A client with one buffer needs ${bytes(bufferBytes)}.`,
  ];
}

function bytes(count: number): string {
  return `${count} ${count === 1 ? 'byte' : 'bytes'}`;
}

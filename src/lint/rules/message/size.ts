import { maxPayloadBytes } from '../../../wiotp/limits.ts';
import { pubSubClientBuffer, publishPacketBytes, utf8Bytes } from '../../../wiotp/packetSize.ts';
import type { LintMessage } from '../../lintMessage.ts';
import { topicOf, type MessageRule } from './facts.ts';

/** `message/size`: more than the platform takes [D-quota, PX-mqtt]. */
export const size: MessageRule = ({ message, kind }) => {
  if (isCertainlySmaller(message, maxPayloadBytes)) return undefined;
  const bytes = payloadBytes(message);
  if (bytes <= maxPayloadBytes || kind?.call !== undefined) return undefined;
  return {
    rule: 'message/size',
    message:
      `The payload has ${count(bytes)} bytes; at most ${count(maxPayloadBytes)} are allowed. ` +
      'The platform closes the connection (287), and the message is lost. Send less, or in parts.',
  };
};

/** `message/client-buffer`: more than the client's library can hold, which then fails without a word [GH pubsubclient#193]. */
export const clientBuffer: MessageRule = (facts) => {
  const { clientBuffer: room } = facts.options;
  const topic = topicOf(facts);
  if (room === undefined || topic === undefined || isCertainlySmaller(facts.message, room - 7 - 3 * topic.length)) return undefined;
  const bytes = payloadBytes(facts.message);
  const needed = pubSubClientBuffer(topic, bytes);
  if (needed <= room) return undefined;
  return {
    rule: 'message/client-buffer',
    message:
      `The packet has ${count(publishPacketBytes(topic, bytes, facts.message.qos))} bytes with its topic and header, and the client’s buffer ` +
      `holds ${count(room)}. PubSubClient drops such a packet without a word, whether it is sent or received. Call setBufferSize(${needed}) or more.`,
  };
};

/** Without counting: a UTF-16 unit takes at most three bytes in UTF-8. */
function isCertainlySmaller({ text, payloadBytes }: LintMessage, bytes: number): boolean {
  return (payloadBytes ?? (text?.length ?? 0) * 3) <= bytes;
}

function payloadBytes({ text, payloadBytes }: LintMessage): number {
  return payloadBytes ?? utf8Bytes(text ?? '');
}

/** `131,072` */
function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

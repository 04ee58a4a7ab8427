import { maxPayloadBytes } from '../../wiotp/limits.ts';
import type { Message } from '../../wiotp/message.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { topicFault } from '../../wiotp/topics/topicFault.ts';

const digits = new Intl.NumberFormat('en');

/**
 * Checks what a device is about to publish against the rules that cost it its connection [D-msg, PX-mqtt].
 * @throws Refusal with the platform's close code.
 */
export function checkPublish({ topic, payload }: Message): void {
  if (payload.byteLength > maxPayloadBytes) {
    throw new Refusal(`The payload has ${digits.format(payload.byteLength)} bytes; ${digits.format(maxPayloadBytes)} are allowed.`, {
      rule: 'a larger payload closes the connection',
      advice: 'Split the payload, or leave out what is not needed.',
      code: 287,
    });
  }
  const fault = topicFault('device', 'publish', topic);
  if (fault !== undefined) {
    const { reason, advice, code } = fault;
    throw new Refusal(reason, { rule: 'the platform closes the connection for a topic that is not the client’s', advice, code });
  }
}

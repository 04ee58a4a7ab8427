import { maxPayloadBytes } from './limits.ts';
import type { Qos } from './message.ts';
import { Refusal } from './refusal.ts';

const digits = new Intl.NumberFormat('en');

/** Why a payload of so many bytes is not sent [D-msg]; `undefined` when it is not too large. */
export function payloadRefusal(bytes: number): Refusal | undefined {
  if (bytes <= maxPayloadBytes) return undefined;
  return new Refusal(`The payload has ${digits.format(bytes)} bytes; ${digits.format(maxPayloadBytes)} are allowed.`, {
    rule: 'a larger payload closes the connection',
    advice: 'Split the payload, or leave out what is not needed.',
    code: 287,
  });
}

/** Why a message is not sent to Quickstart with a quality of service [D-qs, D-mqtt]; `undefined` for the one that it takes. */
export function quickstartQosRefusal(qos: Qos): Refusal | undefined {
  if (qos === 0) return undefined;
  return new Refusal(`The message has QoS ${qos}; Quickstart takes 0 only.`, {
    rule: 'Quickstart confirms nothing',
    advice: 'Publish with QoS 0.',
    code: 291,
  });
}

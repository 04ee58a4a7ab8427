import { Refusal } from '../../wiotp/refusal.ts';

/** How long an acknowledgement may take while no other comes either, in milliseconds. */
export const acknowledgeMs = 20_000;

/** The other side said nothing to this. */
export function notAcknowledged(what: string): Refusal {
  return new Refusal(`The platform did not acknowledge the ${what} within ${acknowledgeMs / 1000} s.`, {
    rule,
    advice: 'Look in the traffic log whether it arrived. It may have: only the acknowledgement is missing.',
  });
}

/** The other side said nothing to what came before this message. */
export function noRoom(): Refusal {
  return new Refusal(
    `The message did not leave: the platform acknowledged nothing of what was sent before it within ${acknowledgeMs / 1000} s.`,
    { rule, advice: 'Send it again when the platform acknowledges messages once more; disconnect and connect if it does not.' },
  );
}

const rule = 'SUBSCRIBE and messages with QoS 1 or 2 are acknowledged';

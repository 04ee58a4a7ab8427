import { shownText } from '../shownText.ts';
import { topicAllowed, type TopicUser } from './topicRules.ts';
import { catchesAnything } from './caughtKinds.ts';
import { formOf, longForm } from './deviceForm.ts';

/** A filter or topic that the platform takes, but that does not do what its writer wants. */
export interface Ineffective {
  /** What it does instead, as a full sentence. */
  readonly reason: string;
  /** What to use instead, as a full sentence. */
  readonly advice: string;
  /** The filter or topic that was most likely meant, where that can be told. */
  readonly nearest?: string;
}

/**
 * What is wrong with a filter that a client of this class may subscribe to and that catches nothing, such as
 * `iotdm-1/response/`. `undefined` for one that catches something, and for one that is not allowed: see `topicFault`.
 */
export function idleFilter(user: TopicUser, filter: string): Ineffective | undefined {
  if (!topicAllowed(user, 'subscribe', filter) || catchesAnything(user, filter)) return undefined;
  const form = formOf(filter);
  if (form.first !== 'iotdm-1') {
    return {
      reason: `The platform accepts "${shownText(filter)}", but no document names a message that arrives there.`,
      advice: 'Leave the subscription out.',
    };
  }
  const nearest = user === 'gateway' ? longForm({ ...form, below: ['#'] }, { typeId: '+', deviceId: '+' }) : 'iotdm-1/#';
  return {
    reason: `The platform accepts "${shownText(filter)}", but ${whyIdle(user, filter)}.`,
    advice: `Use "${shownText(nearest)}".`,
    nearest,
  };
}

function whyIdle(user: TopicUser, filter: string): string {
  if (user === 'device' && formOf(filter).device !== undefined)
    return 'the form with type and id is for gateways: it never catches anything';
  if (filter.endsWith('/')) return 'the slash at the end asks for one more, empty level, which no topic has: it never catches anything';
  return 'no message of the platform has such a topic: it never catches anything';
}

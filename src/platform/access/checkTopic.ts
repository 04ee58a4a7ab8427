import { topicFault } from '../../wiotp/topics/topicFault.ts';
import type { TopicUse, TopicUser } from '../../wiotp/topics/topicRules.ts';
import type { Refusal } from '../../wiotp/refusal.ts';
import { breach } from '../mqtt/breach.ts';

/**
 * Why a client of this class may not use a topic or filter, as the client wrote it: close code 276 or 289 [PX-mqtt] with the
 * wrong level and, where it can be told, the topic to use. `undefined` when it may.
 */
export function topicRefusal(user: TopicUser, use: TopicUse | 'unsubscribe', topic: string): Refusal | undefined {
  const unsubscribes = use === 'unsubscribe';
  const fault = topicFault(user, unsubscribes ? 'subscribe' : use, topic, { unsubscribes });
  return fault === undefined ? undefined : breach(fault.code, fault.reason, fault.advice);
}

/** Checks a topic or filter as the client wrote it. @throws Refusal as {@link topicRefusal} gives it. */
export function checkTopic(user: TopicUser, use: TopicUse, topic: string): void {
  const refusal = topicRefusal(user, use, topic);
  if (refusal !== undefined) throw refusal;
}

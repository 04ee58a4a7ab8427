import { Refusal } from '../refusal.ts';
import type { TopicHow } from './consequence.ts';
import { topicFault } from './topicFault.ts';
import type { TopicUse, TopicUser } from './topicRules.ts';

/** Why a client is not let use a topic of the platform, with the platform's close code; `undefined` when it may. */
export function topicRefusal(user: TopicUser, use: TopicUse, topic: string, how: TopicHow = {}): Refusal | undefined {
  const fault = topicFault(user, use, topic, how);
  if (fault === undefined) return undefined;
  const { reason, consequence, advice, code } = fault;
  return new Refusal(reason, { rule: consequence.replace(/\.$/, ''), advice, code });
}

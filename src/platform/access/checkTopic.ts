import { topicFault } from '../../wiotp/topics/topicFault.ts';
import type { TopicUse, TopicUser } from '../../wiotp/topics/topicRules.ts';
import { breach } from '../mqtt/breach.ts';

/**
 * Checks a topic or filter as the client wrote it.
 * @throws Refusal with close code 276 or 289 [PX-mqtt] that names the wrong level and, where it can be told, the topic to use.
 */
export function checkTopic(user: TopicUser, use: TopicUse, topic: string): void {
  const fault = topicFault(user, use, topic);
  if (fault !== undefined) throw breach(fault.code, fault.reason, fault.advice);
}

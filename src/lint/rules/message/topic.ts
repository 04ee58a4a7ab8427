import { topicFault } from '../../../wiotp/topics/topicFault.ts';
import type { TopicUser } from '../../../wiotp/topics/topicRules.ts';
import { faultText, howOf, type MessageFacts, type MessageFinding, type MessageRule } from './facts.ts';

/** Printable ASCII but for the wildcards. */
const plain = /^[ -"$-*,-~]*$/;

/** `message/topic`: a topic that its sender may not publish to [PX-rule, PX-mqtt]. */
export const topic: MessageRule = (facts) => {
  const { topic } = facts.message;
  if (topic === undefined || isUsual(facts, topic)) return undefined;
  if (facts.sender === 'platform') return fromPlatform(facts, topic);
  return faulty(facts, topic);
};

/** The quick way out for what nearly every message has: the topic of a kind that this sender sends. */
function isUsual({ match, sender }: MessageFacts, topic: string): boolean {
  if (match === undefined) return false;
  if (match.kind.call !== undefined) return true;
  if (!plain.test(topic)) return false;
  const isLong = match.parts['typeId'] !== undefined;
  if (sender === 'gateway') return isLong && (match.kind.sender === 'gateway' || match.kind.sender === 'device');
  return match.kind.sender === sender && (sender !== 'device' || !isLong);
}

function fromPlatform({ match }: MessageFacts, topic: string): MessageFinding | undefined {
  const isOfDevices = match?.kind.sender === 'device' && match.kind.direction === 'up';
  if (!isOfDevices) return undefined;
  return {
    rule: 'message/topic',
    message: `Only devices send to "${topic}"; the platform does not, and a device cannot even subscribe to it. Send what the platform sends.`,
    part: 'topic',
  };
}

function faulty(facts: MessageFacts, topic: string): MessageFinding | undefined {
  const user = userOf(facts, topic);
  const fault = user === undefined ? undefined : topicFault(user, 'publish', topic, howOf(facts));
  return fault === undefined ? undefined : { rule: 'message/topic', message: faultText(fault), part: 'topic' };
}

/** Whose rules count. Where the sender is not known and the topic is none, its form has to tell. */
function userOf({ sender }: MessageFacts, topic: string): TopicUser | undefined {
  if (sender !== undefined) return sender === 'platform' ? undefined : sender;
  if (topic.startsWith('iotdm-1/')) return undefined;
  return /^[^/]*\/type\//.test(topic) ? 'gateway' : 'device';
}

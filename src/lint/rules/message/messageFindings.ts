import { extensionName } from './extensionName.ts';
import type { MessageFacts, MessageFinding, MessageRule } from './facts.ts';
import { masId } from './masId.ts';
import { dmQos, qosTooHigh } from './qos.ts';
import { quickstart } from './quickstart.ts';
import { retained } from './retained.ts';
import { clientBuffer, size } from './size.ts';
import { topic } from './topic.ts';
import { unknownTopic } from './unknownTopic.ts';

const messageRules: readonly MessageRule[] = [
  topic,
  unknownTopic,
  extensionName,
  masId,
  quickstart,
  qosTooHigh,
  dmQos,
  retained,
  size,
  clientBuffer,
];

const none: readonly MessageFinding[] = [];

/** What is wrong with a message around its payload. One topic is wrong in one way: only the first finding about a part counts. */
export function messageFindings(facts: MessageFacts): readonly MessageFinding[] {
  let findings: MessageFinding[] | undefined;
  for (const rule of messageRules) {
    const finding = rule(facts);
    if (finding === undefined || (finding.part !== undefined && findings?.some(({ part }) => part === finding.part))) continue;
    (findings ??= []).push(finding);
  }
  return findings ?? none;
}

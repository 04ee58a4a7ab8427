import type { CatalogKind } from '../../../wiotp/catalog.ts';
import type { Sender } from '../../../wiotp/message.ts';
import type { TopicMatch } from '../../../wiotp/topic.ts';
import type { TopicFault } from '../../../wiotp/topics/topicFault.ts';
import type { TopicHow } from '../../../wiotp/topics/consequence.ts';
import type { LintMessage } from '../../lintMessage.ts';
import type { LintOptions } from '../../options.ts';
import type { Problem } from '../../problem.ts';
import type { RuleId } from '../../rules.ts';

/** A message with what follows from it. */
export interface MessageFacts {
  readonly message: LintMessage;
  /** Absent where neither the caller nor the topic tells, and for kinds that only stand for others. */
  readonly kind: CatalogKind | undefined;
  /** What the topic means; absent without one, and for a topic of no kind. */
  readonly match: TopicMatch | undefined;
  /** As given, or as the kind has it. */
  readonly sender: Sender | undefined;
  readonly options: LintOptions;
}

/** What a rule found out about a message around its payload. */
export interface MessageFinding {
  readonly rule: RuleId;
  readonly message: string;
  /** Absent when it is about the payload as a whole. */
  readonly part?: Problem['part'];
}

/** Looks at a message around its payload. */
export type MessageRule = (facts: MessageFacts) => MessageFinding | undefined;

/** Whether a client of the platform sends it; true where nobody knows. */
export function isFromClient({ sender }: MessageFacts): boolean {
  return sender !== 'platform';
}

/** What is known of how the message is sent, for what the platform does about its topic. */
export function howOf({ message: { qos } }: MessageFacts): TopicHow {
  return qos === undefined ? {} : { qos };
}

/** What is wrong with a topic, what the platform does about it, and what to use instead. */
export function faultText({ reason, consequence, advice }: TopicFault): string {
  return `${reason} ${consequence} ${advice}`;
}

/** The message's own topic, or the only one that its kind has; none for a body of the REST interface. */
export function topicOf({ message, kind }: MessageFacts): string | undefined {
  if (message.topic !== undefined) return kind?.call === undefined ? message.topic : undefined;
  return kind?.topic?.includes('{') === false ? kind.topic : undefined;
}

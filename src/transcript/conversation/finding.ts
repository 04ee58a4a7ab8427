import type { Path } from '../../lint/finding.ts';
import type { conversationRules } from '../../lint/ruleTables/conversation.ts';

/** A rule about a conversation. */
export type ConversationRuleId = keyof typeof conversationRules;

/** A place in an event: the event as a whole, its topic, its filter, or a value of its payload. */
export interface EventPlace {
  /** The event's number. */
  readonly event: number;
  readonly part: 'event' | 'topic' | 'filter' | Path;
}

/** What is wrong with a conversation. */
export interface ConversationFinding {
  readonly rule: ConversationRuleId;
  readonly message: string;
  readonly place: EventPlace;
  /** Other events that explain it, such as the request that an answer refers to. */
  readonly related?: readonly { readonly message: string; readonly place: EventPlace }[];
  readonly fix?: ConversationFix;
}

/** Puts what stands at one place into another. */
export interface ConversationFix {
  readonly title: string;
  readonly place: EventPlace;
  readonly copyOf: EventPlace;
}

/** Several findings, most often none. */
export type Findings = readonly ConversationFinding[];

export const none: Findings = [];

import { lintMessage, type LintMessage } from '../../../lint/lintMessage.ts';
import { defaultLintOptions, type LintOptions } from '../../../lint/options.ts';
import type { Problem, Severity } from '../../../lint/problem.ts';
import type { CatalogKind } from '../../../wiotp/catalog.ts';
import { senderOf } from '../../../wiotp/clientId.ts';
import type { Direction, Message, Sender } from '../../../wiotp/message.ts';
import type { TopicMatch } from '../../../wiotp/topic.ts';
import { payloadText } from '../reading/payloadText.ts';
import { isTooLarge } from './tooLarge.ts';

/** One thing that is wrong with a message. */
export type Finding = Pick<Problem, 'rule' | 'severity' | 'message'>;

/** A message as it crossed the wire. */
export interface JudgedMessage extends Message {
  readonly clientId: string;
  readonly direction: Direction;
}

/**
 * Says what is wrong with a message; nothing when all is well. Never throws. `match` is what its topic means, and
 * `answers` on an answer the kind of its request, where these are known.
 */
export type Judge = (message: JudgedMessage, match: TopicMatch | undefined, answers: CatalogKind | undefined) => readonly Finding[];

/** The linter as a judge of what crossed a wire. */
export function lintJudge(options: LintOptions = defaultLintOptions): Judge {
  return ({ topic, payload, qos, retain, clientId, direction }, match, answers) => {
    const isUnread = isTooLarge(payload);
    const text = isRead(match) && !isUnread ? payloadText(payload) : '';
    // Made without spreading: this is done for every message.
    const message: Writable<LintMessage> = { topic, qos, retain, payloadBytes: payload.byteLength, text };
    if (isUnread) message.isUnread = true;
    const sender = senderIn(direction, clientId);
    if (sender !== undefined) message.sender = sender;
    if (match !== undefined) message.match = match;
    if (answers !== undefined) message.answers = answers;
    return lintMessage(message, options);
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The worst severity among findings. */
export function worstOf(findings: readonly Finding[]): Severity | undefined {
  return (['error', 'warning', 'hint'] as const).find((severity) => findings.some((finding) => finding.severity === severity));
}

/** What comes down was let through by the platform, whoever sent it first. */
function senderIn(direction: Direction, clientId: string): Sender | undefined {
  return direction === 'down' ? 'platform' : senderOf(clientId);
}

/** Whether the payload must be JSON; what is free, and may be large, is not even decoded. */
function isRead(match: TopicMatch | undefined): boolean {
  if (match === undefined) return false;
  const format = match.parts['format'];
  return format === undefined || format === 'json' || match.kind.schema !== undefined;
}

import type { CatalogKind } from '../wiotp/catalog.ts';
import { isGeneric, type PayloadKind } from '../wiotp/genericKinds.ts';
import type { Qos, Sender } from '../wiotp/message.ts';
import { matchCall, matchTopic, type TopicMatch } from '../wiotp/topic.ts';
import { decided } from './decided.ts';
import { lintPayload } from './lintPayload.ts';
import { defaultLintOptions, type LintOptions } from './options.ts';
import type { Problem } from './problem.ts';
import { encodingProblem } from './rules/encoding.ts';
import { messageFindings } from './rules/message/messageFindings.ts';
import { credentialProblem } from './rules/secret.ts';
import { rules } from './rules.ts';

/** A message as far as it is known. */
export interface LintMessage {
  /** The payload as text; `undefined` when its bytes are not UTF-8. */
  readonly text: string | undefined;
  /** The payload's size, when the caller knows it already. */
  readonly payloadBytes?: number;
  /** Whether nothing is to be said about what is in the payload, of which `payloadBytes` tells the size; `text` does not matter then. */
  readonly isUnread?: boolean;
  /** Without it the topic tells the kind. */
  readonly kind?: PayloadKind;
  /** For a body of the REST interface the call: `POST /api/v0002/mgmt/requests`. */
  readonly topic?: string;
  /** What the topic means, when the caller knows it already. */
  readonly match?: TopicMatch;
  /** The class of the client that sends it, or `platform`. */
  readonly sender?: Sender;
  readonly qos?: Qos;
  readonly retain?: boolean;
  /** The kind of the request that this answers, where that is known. */
  readonly answers?: CatalogKind;
  /** Whether it stands in a file of the workspace rather than having crossed the wire. */
  readonly inFile?: boolean;
}

const noProblems: readonly Problem[] = [];

/**
 * Checks one message: its payload as {@link lintPayload} does, and what is around it as far as it is given.
 * Problems that are not about the payload say so in `part` and come first. Never throws and always ends.
 */
export function lintMessage(message: LintMessage, options: LintOptions = defaultLintOptions): readonly Problem[] {
  const match = message.match ?? matchOf(message);
  const around = aroundPayload(message, match, options);
  const kind = message.kind ?? match?.kind;
  const within = message.isUnread === true ? noProblems : withinPayload(message, kind, match);
  const problems = around.length === 0 ? within : [...around, ...within];
  return problems.length === 0 ? noProblems : decided(problems, options);
}

function withinPayload(message: LintMessage, kind: PayloadKind | undefined, match: TopicMatch | undefined): readonly Problem[] {
  return kind === undefined || !isJson(kind, match) ? withoutKind(message) : payloadProblems(message, kind);
}

function matchOf({ topic, sender }: LintMessage): TopicMatch | undefined {
  return topic === undefined ? undefined : (matchTopic(topic, sender) ?? matchCall(topic));
}

function aroundPayload(message: LintMessage, match: TopicMatch | undefined, options: LintOptions): readonly Problem[] {
  const kind = message.kind === undefined || isGeneric(message.kind) ? match?.kind : message.kind;
  const sender = message.sender ?? (match === undefined ? kind?.sender : senderOf(match));
  const findings = messageFindings({ message, kind, match, sender, options });
  if (findings.length === 0) return noProblems;
  return findings.map(({ rule, message: text, part }) => ({
    rule,
    severity: rules[rule].severity,
    message: text,
    range: { start: 0, end: 0 },
    ...(part === undefined ? {} : { part }),
  }));
}

/** Who uses a topic, from its form: Device Management topics that name the device are for gateways [D-gw]. */
function senderOf({ kind, parts }: TopicMatch): Sender {
  return kind.sender === 'device' && parts['typeId'] !== undefined ? 'gateway' : kind.sender;
}

/** An event or command may be anything unless its topic says `json`; without a topic it is taken for JSON. */
function isJson(kind: PayloadKind, match: TopicMatch | undefined): boolean {
  const format = match?.parts['format'];
  return format === undefined || format === 'json' || isGeneric(kind) || kind.schema !== undefined;
}

function payloadProblems({ text, answers, inFile }: LintMessage, kind: PayloadKind): readonly Problem[] {
  if (text === undefined) return encodingProblem(kind);
  if (answers === undefined && inFile === undefined) return lintPayload(text, kind);
  return lintPayload(text, kind, { ...(answers === undefined ? {} : { answers }), ...(inFile === undefined ? {} : { inFile }) });
}

/** What can be said about a payload that may be anything. */
function withoutKind({ text, inFile }: LintMessage): readonly Problem[] {
  return text === undefined || inFile !== true ? noProblems : credentialProblem(text);
}

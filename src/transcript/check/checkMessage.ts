import { lintMessage, type LintMessage } from '../../lint/lintMessage.ts';
import type { LintOptions } from '../../lint/options.ts';
import type { Problem, RelatedPlace, TextRange } from '../../lint/problem.ts';
import type { CatalogKind } from '../../wiotp/catalog.ts';
import type { MessageStep, Payload } from '../model.ts';
import { templateParts } from '../variableSyntax.ts';
import { compactBytes } from './compactBytes.ts';
import { payloadText } from './messagePayload.ts';
import { shifted } from './shifted.ts';
import type { TopicSide } from './topicSide.ts';
import { holdsVariable } from './variableStrings.ts';

/** The request that a message answers. */
export interface AnsweredRequest {
  readonly kind: CatalogKind;
  /** Where it stands. */
  readonly place: RelatedPlace;
}

/** Payloads above this many characters are measured as they go over the wire; smaller ones are below every limit of the platform. */
const worthMeasuring = 32_768;

/** What is wrong with one message, with places in the document. */
export function checkMessage(
  step: MessageStep,
  json: string,
  { sender, match }: TopicSide,
  answered: AnsweredRequest | undefined,
  options: LintOptions,
): readonly Problem[] {
  const { payload, topic, qos, retain } = step;
  const text = payloadText(payload, json);
  const bytes = wireBytes(payload, text, options);
  const message: LintMessage = {
    text,
    topic: topic.value,
    sender,
    inFile: true,
    ...(match === undefined ? {} : { match }),
    ...(bytes === undefined ? {} : { payloadBytes: bytes }),
    ...(qos === undefined ? {} : { qos: qos.value }),
    ...(retain === undefined ? {} : { retain: retain.value }),
    ...(answered === undefined ? {} : { answers: answered.kind }),
  };
  // What stands twice in the document was found when that was read.
  const isNew = ({ rule }: Problem) => rule !== 'json/duplicate' || payload?.form !== 'payload';
  const problems = lintMessage(message, options)
    .filter(isNew)
    .filter(known(step, text ?? ''))
    .filter((problem) => !isMissingReqId(problem, match?.kind));
  return problems.map((problem) => withRequest(placed(problem, step), answered));
}

/** An answer may be only the part of one that is expected; the conversation says what becomes of it. */
function isMissingReqId({ rule, message }: Problem, kind: CatalogKind | undefined): boolean {
  const isAnswer = kind?.name === 'dm.deviceResponse' || kind?.name === 'dm.serverResponse';
  return isAnswer && rule === 'schema/required' && message.startsWith('reqId ');
}

function wireBytes(payload: Payload | undefined, text: string | undefined, { clientBuffer }: LintOptions): number | undefined {
  if (payload?.form === 'base64') return payload.value?.length;
  if (payload?.form !== 'payload' || text === undefined) return undefined;
  return clientBuffer !== undefined || text.length > worthMeasuring ? compactBytes(text) : undefined;
}

/** Tells whether a problem is about what is known before the run: variables stand for anything. */
function known({ payload, topic, absent }: MessageStep, text: string): (problem: Problem) => boolean {
  const anyTopic = templateParts(topic.value).length > 0;
  const ofTopic = ({ part }: Problem) => part !== 'topic' || !anyTopic;
  // What must not arrive may be as wrong as it likes.
  if (payload === undefined || absent) return (problem) => problem.part !== undefined && ofTopic(problem);
  if (!text.includes('${')) return ofTopic;
  if (payload.form !== 'payload') return (problem) => problem.part !== undefined && ofTopic(problem);
  const inVariable = holdsVariable(text);
  return (problem) => ofTopic(problem) && (problem.part !== undefined || !inVariable(problem.range));
}

/** The problem at its place in the document. */
function placed(problem: Problem, step: MessageStep): Problem {
  const { payload, topic } = step;
  if (problem.part !== undefined) return at(problem, step[problem.part]?.range ?? topic.range);
  if (payload === undefined) return at(problem, topic.range);
  if (payload.form === 'payload') return shifted(problem, payload.range.start);
  // Inside a string every quote is escaped, so places within it are not those of its text.
  return at(problem, payload.range);
}

function at({ rule, severity, message, part }: Problem, range: TextRange): Problem {
  return { rule, severity, message, range, ...(part === undefined ? {} : { part }) };
}

function withRequest(problem: Problem, answered: AnsweredRequest | undefined): Problem {
  if (answered === undefined || !problem.rule.startsWith('dm/rc')) return problem;
  return { ...problem, related: [...(problem.related ?? []), answered.place] };
}

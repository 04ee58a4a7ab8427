import type { LogRow, TrafficNote } from '../../../rpc/log/traffic.ts';
import { catalog, findKind, type CatalogKind } from '../../../wiotp/catalog.ts';
import { parseClientId } from '../../../wiotp/clientId.ts';
import { isConnectionEvent as isEventName } from '../../../wiotp/kind.ts';
import { matchTopic } from '../../../wiotp/topic.ts';
import { count, countOf, duration, timeOfDay } from '../../text/figures.ts';

const answerKinds: ReadonlySet<string> = new Set(catalog.flatMap((kind) => (kind.answer === undefined ? [] : [kind.answer.kind])));

/** The catalog's entry of a row's kind. A kind that this view does not know yet counts as none. */
export function kindOf(row: LogRow): CatalogKind | undefined {
  return row.kind === undefined ? undefined : findKind(row.kind);
}

/** What sort of message it is: the kind's title, or `Other`. */
export function kindTitle(row: LogRow): string {
  return kindOf(row)?.title ?? 'Other';
}

/** Whether the row tells of a connection instead of a message. */
export function isConnectionEvent(row: LogRow): boolean {
  return row.kind !== undefined && isEventName(row.kind);
}

/** What happened to a connection, and how often in a row: the count comes first, so that it is seen where the text is cut. */
export function eventText({ preview, times }: LogRow): string {
  return times === undefined || times < 2 ? preview : `×${count(times)} ${preview}`;
}

/** How each note is shown: in a word, as the name of a codicon, and under which name in the detail. */
const noteLooks: Readonly<Record<TrafficNote['what'], { readonly word: string; readonly icon: string; readonly name: string }>> = {
  dropped: { word: 'Dropped', icon: 'circle-slash', name: 'Platform' },
  slowed: { word: 'Slowed down', icon: 'watch', name: 'Platform' },
  queued: { word: 'Queued', icon: 'inbox', name: 'Platform' },
  forced: { word: 'Sent anyway', icon: 'unlock', name: 'Sender' },
};

/** What there is to say about a message besides what it says itself, with the reason. */
export function noteText({ what, reason }: TrafficNote): string {
  return `${noteLook({ what }).word}: ${reason}`;
}

/** How a note is shown. One of a newer engine, which this view does not know, is shown by its name. */
export function noteLook({ what }: Pick<TrafficNote, 'what'>): { readonly word: string; readonly icon: string; readonly name: string } {
  return Object.hasOwn(noteLooks, what) ? noteLooks[what] : { word: what, icon: 'info', name: 'Platform' };
}

/** The ID of the event or command that a topic names, otherwise empty. */
export function eventId({ topic }: LogRow): string {
  const parts = matchTopic(topic)?.parts;
  return parts?.['eventId'] ?? parts?.['commandId'] ?? '';
}

/** What tells a client from others, and what it is: `t-100`, and aside `thermostat`. */
export function clientParts({ clientId }: LogRow): { readonly name: string; readonly aside?: string } {
  const identity = parseClientId(clientId);
  if (typeof identity === 'string') return { name: clientId };
  if (identity.sender === 'application') return { name: identity.appId, aside: 'application' };
  const { deviceId, typeId, sender } = identity;
  return { name: deviceId, aside: sender === 'gateway' ? `${typeId} · gateway` : typeId };
}

/** Which way it went, in words. */
export function directionText(row: LogRow): string {
  return row.direction === 'up' ? 'to platform' : 'to client';
}

/** The return code with its meaning. */
export function resultText({ rc, rcMeaning }: LogRow): string {
  if (rc === undefined) return '';
  return rcMeaning === undefined ? String(rc) : `${rc} ${rcMeaning}`;
}

/** Whether the row is an answer that tells of a failure. An rc of 0 is a device's own word for success [D-mqtt]. */
export function hasFailed({ rc }: LogRow): boolean {
  return rc !== undefined && rc !== 0 && (rc < 200 || rc >= 300);
}

/** Whether the row is a request that should be answered and is not yet; of deliveries only the first one waits. */
export function awaitsAnswer(row: LogRow): boolean {
  return row.partner === undefined && row.reqId !== undefined && row.again !== true && kindOf(row)?.answer !== undefined;
}

/** Whether the answer should have come by now. */
export function timedOut(row: LogRow): boolean {
  return row.timedOut === true && awaitsAnswer(row);
}

const answersNothing = 'answers no request in the log';

/** How a request and its answer belong together, seen from either. */
export function answerText(row: LogRow): string {
  const isAnswer = row.kind !== undefined && answerKinds.has(row.kind);
  if (row.partner === undefined) {
    if (row.again === true) return '';
    if (isAnswer) return answersNothing;
    if (timedOut(row)) return 'timed out';
    return awaitsAnswer(row) ? 'no answer yet' : '';
  }
  const after = `after ${duration(row.partner.ms)}`;
  return isAnswer ? `answers ${timeOfDay(row.time - row.partner.ms)} ${after}` : `answered ${after}`;
}

/** The time between request and answer, which has room in a cell; or what there is to say without one. */
export function answerTime(row: LogRow): string {
  if (row.partner !== undefined) return `after ${duration(row.partner.ms)}`;
  const text = answerText(row);
  return text === answersNothing ? 'no request' : text;
}

/** How many problems the linter found, and the worst of them. */
export function problemsText({ problems, severity }: LogRow): string {
  if (problems === 0 || severity === undefined) return '';
  return problems === 1 ? `1 problem: ${severity}` : `${countOf(problems, 'problem')}, the worst: ${severity}`;
}

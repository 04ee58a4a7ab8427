import type { ConnectionEvent, LogMessage, LogRow, TrafficNote } from '../../../rpc/log/traffic.ts';
import { findKind, type CatalogKind } from '../../../wiotp/catalog.ts';
import type { Message } from '../../../wiotp/message.ts';
import { answerTimeoutMs } from '../../../wiotp/limits.ts';
import { returnCodeMeaning } from '../../../wiotp/returnCodes.ts';
import { remarksOf, verdictOf } from '../../store/detailFacts.ts';
import { fromFlags } from '../../store/flags.ts';
import type { StoredColumns } from '../../store/storedColumns.ts';
import { eventText } from './eventText.ts';
import type { Finding } from '../verdicts/judge.ts';
import { previewOf, shown } from './preview.ts';

/** A stored message as one line of the log, as it is at this time, in milliseconds since the epoch. */
export function toLogRow(stored: StoredColumns, now: number): LogRow {
  const { at, direction, dup, again } = fromFlags(stored.flags);
  const kind = findKind(stored.kind ?? '');
  const event = eventOf(stored);
  const { severity, problems } = verdictOf(stored);
  return {
    seq: stored.seq,
    time: stored.time,
    clientId: stored.client,
    at,
    direction,
    ...(kind === undefined ? {} : { kind: kind.name }),
    topic: stored.topic,
    preview: previewText(stored, event),
    size: stored.size,
    ...(stored.rc === null ? {} : { rc: stored.rc, rcMeaning: returnCodeMeaning(stored.rc, answeredKind(stored, kind)) }),
    ...(stored.req_id === null ? {} : { reqId: stored.req_id }),
    ...(stored.partner === null ? {} : { partner: { seq: stored.partner, ms: stored.partner_ms ?? 0 } }),
    ...(isTimedOut(stored, kind, now) ? { timedOut: true } : {}),
    ...(severity === undefined ? {} : { severity }),
    problems,
    ...(stored.note === null ? {} : { note: JSON.parse(stored.note) as TrafficNote }),
    ...(dup ? { dup } : {}),
    ...(again ? { again } : {}),
    ...(stored.marker === null ? {} : { marker: stored.marker }),
    ...(event?.repeated === undefined ? {} : { times: event.repeated.times }),
  };
}

/** A stored message whole, with what is wrong with it by itself; what the order of messages says is added. */
export function toLogMessage(stored: StoredColumns, found: readonly Finding[], now: number): LogMessage {
  const { qos, retain, dup } = fromFlags(stored.flags);
  const event = eventOf(stored);
  return {
    ...toLogRow(stored, now),
    payload: stored.payload,
    qos,
    retain,
    dup,
    ...(event === undefined ? {} : { event }),
    findings: [...found, ...remarksOf(stored)].map(({ rule, severity, message }) => ({ rule, severity, message })),
  };
}

/** A stored message as it crossed the wire, and whose it was. */
export function toMessage({ topic, payload, flags, client }: StoredColumns): Message & Pick<LogRow, 'clientId' | 'direction'> {
  const { qos, retain, direction } = fromFlags(flags);
  return { topic, payload, qos, retain, direction, clientId: client };
}

function previewText({ marker, payload }: StoredColumns, event: ConnectionEvent | undefined): string {
  if (marker !== null) return shown(marker);
  return event === undefined ? previewOf(payload) : shown(eventText(event));
}

function eventOf(stored: StoredColumns): ConnectionEvent | undefined {
  return stored.event === null ? undefined : (JSON.parse(stored.event) as ConnectionEvent);
}

/** Whether it is a request that nobody answered in time. One without reqId wants no answer, and of deliveries only the first one waits. */
function isTimedOut({ req_id: reqId, partner, time, flags }: StoredColumns, kind: CatalogKind | undefined, now: number): boolean {
  if (kind?.answer === undefined || reqId === null || partner !== null || fromFlags(flags).again) return false;
  return now - time >= answerTimeoutMs;
}

/** The request's kind, which decides what the rc means: its own on a request, its partner's on an answer. */
function answeredKind(stored: StoredColumns, kind: CatalogKind | undefined): CatalogKind | undefined {
  return kind?.answer === undefined ? findKind(stored.partner_kind ?? '') : kind;
}

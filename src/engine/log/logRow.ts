import type { ConnectionEvent, LogMessage, LogRow, TrafficNote } from '../../rpc/traffic.ts';
import { findKind, type CatalogKind } from '../../wiotp/catalog.ts';
import type { Message } from '../../wiotp/message.ts';
import { returnCodeMeaning } from '../../wiotp/returnCodes.ts';
import type { Severity } from '../../lint/problem.ts';
import { fromFlags } from '../store/flags.ts';
import type { StoredColumns } from '../store/trafficStore.ts';
import { eventText } from './eventText.ts';
import type { Finding } from './judge.ts';
import { previewOf, shown } from './preview.ts';

/** A stored message as one line of the log. */
export function toLogRow(stored: StoredColumns): LogRow {
  const { at, direction, dup } = fromFlags(stored.flags);
  const kind = findKind(stored.kind ?? '');
  const event = eventOf(stored);
  return {
    seq: stored.seq,
    time: stored.time,
    clientId: stored.client,
    at,
    direction,
    ...(kind === undefined ? {} : { kind: kind.name }),
    topic: stored.topic,
    preview: event === undefined ? previewOf(stored.payload) : shown(eventText(event)),
    size: stored.size,
    ...(stored.rc === null ? {} : { rc: stored.rc, rcMeaning: returnCodeMeaning(stored.rc, answeredKind(stored, kind)) }),
    ...(stored.req_id === null ? {} : { reqId: stored.req_id }),
    ...(stored.partner === null ? {} : { partner: { seq: stored.partner, ms: stored.partner_ms ?? 0 } }),
    ...(stored.severity === null ? {} : { severity: stored.severity as Severity }),
    problems: stored.problems,
    ...(stored.note === null ? {} : { note: JSON.parse(stored.note) as TrafficNote }),
    ...(dup ? { dup } : {}),
    ...(event?.repeated === undefined ? {} : { times: event.repeated.times }),
  };
}

/** A stored message whole. */
export function toLogMessage(stored: StoredColumns, findings: readonly Finding[]): LogMessage {
  const { qos, retain, dup } = fromFlags(stored.flags);
  const event = eventOf(stored);
  return {
    ...toLogRow(stored),
    payload: stored.payload,
    qos,
    retain,
    dup,
    ...(event === undefined ? {} : { event }),
    findings: findings.map(({ rule, severity, message }) => ({ rule, severity, message })),
  };
}

/** A stored message as it crossed the wire, and whose it was. */
export function toMessage({ topic, payload, flags, client }: StoredColumns): Message & Pick<LogRow, 'clientId' | 'direction'> {
  const { qos, retain, direction } = fromFlags(flags);
  return { topic, payload, qos, retain, direction, clientId: client };
}

function eventOf(stored: StoredColumns): ConnectionEvent | undefined {
  return stored.event === null ? undefined : (JSON.parse(stored.event) as ConnectionEvent);
}

/** The request's kind, which decides what the rc means: its own on a request, its partner's on an answer. */
function answeredKind(stored: StoredColumns, kind: CatalogKind | undefined): CatalogKind | undefined {
  return kind?.answer === undefined ? findKind(stored.partner_kind ?? '') : kind;
}

import { fromFlags } from '../../../store/flags.ts';
import type { StoredColumns } from '../../../store/storedColumns.ts';
import { maxPayloadBytes } from '../../../../wiotp/limits.ts';
import { payloadBase64, payloadText } from '../../reading/payloadText.ts';
import { trafficFormat, trafficVersion } from '../trafficFormat.ts';
import type { RowWriter } from './rowWriter.ts';

/** Writes every column of a log: a line that says what it is, and then one line for each row. */
export const ndjsonWriter: RowWriter = {
  head: () => `${JSON.stringify({ format: trafficFormat, version: trafficVersion })}\n`,
  write: (row) => `${JSON.stringify(rowObject(row)).slice(0, -1)},${payloadMember(row.payload)}}\n`,
  end: () => ({ text: '', leftOut: 0 }),
};

function rowObject(row: StoredColumns): Readonly<Record<string, unknown>> {
  const { at, direction, qos, retain, dup, again } = fromFlags(row.flags);
  return {
    seq: row.seq,
    time: row.time,
    at,
    clientId: row.client,
    direction,
    ...present('kind', row.kind),
    topic: row.topic,
    qos,
    retain,
    dup,
    ...(again ? { again } : {}),
    ...present('reqId', row.req_id),
    ...present('rc', row.rc),
    ...(row.partner === null ? {} : { partner: { seq: row.partner, ms: row.partner_ms ?? 0, kind: row.partner_kind } }),
    ...present('severity', row.severity),
    problems: row.problems,
    ...present('remarks', row.remarks === null ? null : JSON.parse(row.remarks)),
    ...present('event', row.event === null ? null : JSON.parse(row.event)),
    ...present('note', row.note === null ? null : JSON.parse(row.note)),
    ...present('marker', row.marker),
  };
}

function present(name: string, value: unknown): Readonly<Record<string, unknown>> {
  return value === null ? {} : { [name]: value };
}

/** Written apart from the rest: base64 needs nobody to look for what has to be escaped. */
function payloadMember(payload: Uint8Array): string {
  const text = payload.byteLength > maxPayloadBytes ? undefined : payloadText(payload);
  return text === undefined ? `"base64":"${payloadBase64(payload)}"` : `"text":${JSON.stringify(text)}`;
}

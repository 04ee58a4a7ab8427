import type { OriginFacts } from '../../../../../src/filter/facts.ts';
import type { LogReader } from '../../../../../src/engine/log/reading/logReader.ts';
import { toFlags } from '../../../../../src/engine/store/flags.ts';
import type { LogRow } from '../../../../../src/rpc/log/traffic.ts';
import type { KindName } from '../../../../../src/wiotp/catalog.ts';

/** What a test says about a row; the rest is filled in. */
export interface FakeRow {
  readonly client?: string;
  readonly topic?: string;
  readonly kind?: KindName;
  readonly direction?: 'up' | 'down';
  readonly payload?: string | Uint8Array;
  readonly marker?: string;
  readonly event?: object;
}

const rowsPerChunk = 3;

/** A log of these rows, the first with a given number. */
export function fakeLog(rows: readonly FakeRow[], first = 1): LogReader {
  const origins: OriginFacts[] = [];
  const end = first + rows.length;
  const originOf = ({ client = 'd:o:t:1', topic = '', kind, marker }: FakeRow): number => {
    // Every origin is written twice, as it happens in a store that forgot it.
    origins.push({ clientId: marker === undefined ? client : '', topic, ...(kind === undefined ? {} : { kind }) });
    return origins.length - 1;
  };
  const columns = rows.map((row) => ({
    ...row,
    origin: originOf(row),
    bytes: typeof row.payload === 'string' ? Buffer.from(row.payload) : Buffer.from(row.payload ?? []),
    flags: toFlags({ direction: row.direction ?? 'up', qos: 0, retain: false, dup: false }, 'session'),
  }));
  const within = (from: number, to: number) =>
    columns.slice(Math.max(0, from - first), Math.max(0, to - first)).map((row, at) => ({ ...row, seq: Math.max(from, first) + at }));
  const reader: Pick<LogReader, 'extent' | 'rows' | 'stored' | 'chunks' | 'origin'> = {
    extent: { first, end },
    rows: (from, to) =>
      within(from, to).map(({ seq, client = 'd:o:t:1', topic = '', direction = 'up', marker, kind }): LogRow => ({
        seq,
        time: Date.UTC(2026, 2, 1) + seq * 1_000,
        clientId: marker === undefined ? client : '',
        at: 'session',
        direction,
        topic,
        preview: '',
        size: 0,
        problems: 0,
        ...(kind === undefined ? {} : { kind }),
        ...(marker === undefined ? {} : { marker }),
      })),
    stored: (from, to) =>
      within(from, to).map(({ seq, kind = null, event }) => ({
        seq,
        kind,
        event: event === undefined ? null : JSON.stringify(event),
      })) as never,
    *chunks(from, to) {
      const begin = Math.max(0, from - first);
      for (let at = begin - (begin % rowsPerChunk); at < Math.min(columns.length, to - first); at += rowsPerChunk) {
        const held = columns.slice(at, at + rowsPerChunk);
        if (at + held.length <= begin) continue;
        let length = 0;
        yield {
          first: first + at,
          count: held.length,
          times: Float64Array.from(held, (_, index) => index),
          origins: Uint32Array.from(held, ({ origin }) => origin),
          flags: Uint8Array.from(held, ({ flags }) => flags),
          ends: Uint32Array.from(held, ({ bytes }) => (length += bytes.length)),
          payloads: () => Buffer.concat(held.map(({ bytes }) => bytes)),
        };
      }
    },
    origin: (id) => origins[id] ?? { clientId: '', topic: '' },
  };
  return reader as LogReader;
}

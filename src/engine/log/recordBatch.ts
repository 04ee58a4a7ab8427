import type { ConnectionEvent, SeenAt, TrafficNote, TrafficRecord } from '../../rpc/traffic.ts';
import { fromFlags, toFlags, type FlaggedFacts } from '../store/flags.ts';

/**
 * Records on their way to the log's thread, as columns: cloning a few arrays costs a fifth of cloning as many
 * objects. Repeated texts travel once.
 */
export interface RecordBatch {
  readonly clients: readonly string[];
  readonly topics: readonly string[];
  /** Per record its places in `clients` and `topics`, one after the other. */
  readonly places: Uint32Array;
  readonly times: Float64Array;
  readonly flags: Uint8Array;
  /** Where each record's payload ends in `payloads`. */
  readonly ends: Uint32Array;
  readonly payloads: Uint8Array;
  /** The connection events with their record's place. */
  readonly events: readonly (readonly [number, ConnectionEvent])[];
  /** The notes with their record's place. */
  readonly notes: readonly (readonly [number, TrafficNote])[];
}

/** A record as the log takes it out of a batch; its payload is a part of the batch's memory. */
export interface BatchRecord extends FlaggedFacts {
  readonly time: number;
  readonly clientId: string;
  readonly topic: string;
  readonly payload: Buffer;
  readonly event: ConnectionEvent | undefined;
  readonly note: TrafficNote | undefined;
}

/** One record with where it was seen. */
export interface SeenRecord {
  readonly record: TrafficRecord;
  readonly at: SeenAt;
}

/** Packs records, in their order. */
export function packRecords(seen: readonly SeenRecord[]): RecordBatch {
  const clients = new Dictionary();
  const topics = new Dictionary();
  const places = new Uint32Array(seen.length * 2);
  const times = new Float64Array(seen.length);
  const flags = new Uint8Array(seen.length);
  const ends = new Uint32Array(seen.length);
  const payloads = new Uint8Array(seen.reduce((bytes, { record }) => bytes + record.payload.byteLength, 0));
  const events: [number, ConnectionEvent][] = [];
  const notes: [number, TrafficNote][] = [];
  let end = 0;
  for (const [index, { record, at }] of seen.entries()) {
    places[index * 2] = clients.place(record.clientId);
    places[index * 2 + 1] = topics.place(record.topic);
    times[index] = record.time;
    flags[index] = toFlags(record, at);
    payloads.set(record.payload, end);
    end += record.payload.byteLength;
    ends[index] = end;
    if (record.event !== undefined) events.push([index, record.event]);
    if (record.note !== undefined) notes.push([index, record.note]);
  }
  return { clients: clients.texts, topics: topics.texts, places, times, flags, ends, payloads, events, notes };
}

/** Takes a batch apart again. */
export function unpackRecords(batch: RecordBatch): BatchRecord[] {
  const { clients, topics, places, times, flags, ends } = batch;
  const payloads = Buffer.from(batch.payloads.buffer, batch.payloads.byteOffset, batch.payloads.byteLength);
  const events = new Map(batch.events);
  const notes = new Map(batch.notes);
  const records: BatchRecord[] = [];
  let start = 0;
  for (const [index, end] of ends.entries()) {
    const { at, direction, qos, retain, dup } = fromFlags(flags[index] ?? 0);
    records.push({
      at,
      direction,
      qos,
      retain,
      dup,
      time: times[index] ?? 0,
      clientId: clients[places[index * 2] ?? 0] ?? '',
      topic: topics[places[index * 2 + 1] ?? 0] ?? '',
      payload: payloads.subarray(start, end),
      event: events.get(index),
      note: notes.get(index),
    });
    start = end;
  }
  return records;
}

/** Texts and their places. */
class Dictionary {
  readonly texts: string[] = [];
  readonly #places = new Map<string, number>();

  place(text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    const place = this.texts.push(text) - 1;
    this.#places.set(text, place);
    return place;
  }
}

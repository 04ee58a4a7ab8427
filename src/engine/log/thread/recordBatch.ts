import type { ConnectionEvent, SeenAt, TrafficNote } from '../../../rpc/log/traffic.ts';
import { fromFlags, type FlaggedFacts } from '../../store/flags.ts';

/**
 * Records on their way to the log's thread, as columns: cloning a few arrays costs a fifth of cloning as many
 * objects. Repeated texts travel once.
 */
export interface RecordBatch {
  readonly routes: readonly Route[];
  /** Per record its place in `routes`. */
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
  /** The markers with their record's place. */
  readonly markers: readonly (readonly [number, string])[];
}

/** A record as the log takes it out of a batch; its payload is a part of the batch's memory. */
export interface BatchRecord extends Omit<FlaggedFacts, 'again'> {
  readonly time: number;
  readonly clientId: string;
  readonly topic: string;
  readonly payload: Buffer;
  readonly event: ConnectionEvent | undefined;
  readonly note: TrafficNote | undefined;
  readonly marker: string | undefined;
}

/** How many records of each source never reached the log. */
export type Lost = Readonly<Record<SeenAt, number>>;

/** A record's client and topic, which it shares with many others. */
export interface Route {
  readonly clientId: string;
  readonly topic: string;
}

/** Takes a batch apart again, one record at a time. */
export class UnpackedBatch {
  readonly #batch: RecordBatch;
  readonly #events: ReadonlyMap<number, ConnectionEvent>;
  readonly #notes: ReadonlyMap<number, TrafficNote>;
  readonly #markers: ReadonlyMap<number, string>;
  readonly #hasMore: boolean;

  constructor(batch: RecordBatch) {
    this.#batch = batch;
    this.#events = new Map(batch.events);
    this.#notes = new Map(batch.notes);
    this.#markers = new Map(batch.markers);
    this.#hasMore = batch.events.length + batch.notes.length + batch.markers.length > 0;
  }

  /** Whether there is more to a record than its columns. */
  hasMore(index: number): boolean {
    return this.#hasMore && (this.#events.has(index) || this.#notes.has(index) || this.#markers.has(index));
  }

  /** A record's payload, a part of the batch's memory. */
  payload(index: number): Buffer {
    const { payloads, ends } = this.#batch;
    const start = index === 0 ? 0 : (ends[index - 1] ?? 0);
    return Buffer.from(payloads.buffer, payloads.byteOffset + start, (ends[index] ?? 0) - start);
  }

  record(index: number): BatchRecord {
    const { routes, places, times, flags } = this.#batch;
    const { at, direction, qos, retain, dup } = fromFlags(flags[index] ?? 0);
    const { clientId, topic } = routes[places[index] ?? 0] ?? nowhere;
    return {
      at,
      direction,
      qos,
      retain,
      dup,
      time: times[index] ?? 0,
      clientId,
      topic,
      payload: this.payload(index),
      event: this.#events.get(index),
      note: this.#notes.get(index),
      marker: this.#markers.get(index),
    };
  }
}

const nowhere: Route = { clientId: '', topic: '' };

import type { ConnectionEvent, SeenAt, TrafficNote, TrafficRecord } from '../../../rpc/log/traffic.ts';
import { toFlags } from '../../store/flags.ts';
import type { RecordBatch, Route } from './recordBatch.ts';

/** A batch begins with room for so many records, and bytes of payloads. */
const roomRecords = 1_024;
const roomBytes = 256 * 1024;

/** Packs records as they come, so that none of them has to be kept. */
export class RecordPacker {
  #routes = new Routes();
  #places = new Uint32Array(roomRecords);
  #times = new Float64Array(roomRecords);
  #flags = new Uint8Array(roomRecords);
  #ends = new Uint32Array(roomRecords);
  #payloads = new Uint8Array(roomBytes);
  #events: [number, ConnectionEvent][] = [];
  #notes: [number, TrafficNote][] = [];
  #markers: [number, string][] = [];
  #count = 0;
  #bytes = 0;

  /** Records since the last batch. */
  get count(): number {
    return this.#count;
  }

  add(record: TrafficRecord, at: SeenAt): void {
    const { clientId, topic, time, payload, event, note, marker } = record;
    const index = this.#count++;
    const end = this.#bytes + payload.byteLength;
    if (index === this.#times.length) this.#growColumns();
    if (end > this.#payloads.byteLength) this.#growPayloads(end);
    this.#places[index] = this.#routes.place(clientId, topic);
    this.#times[index] = time;
    this.#flags[index] = toFlags(record, at);
    this.#payloads.set(payload, this.#bytes);
    this.#ends[index] = end;
    this.#bytes = end;
    if (event !== undefined) this.#events.push([index, event]);
    if (note !== undefined) this.#notes.push([index, note]);
    if (marker !== undefined) this.#markers.push([index, marker]);
  }

  /** Everything since the last batch as one, in memory of its own. */
  finish(): RecordBatch {
    const count = this.#count;
    const batch = {
      routes: this.#routes.all,
      places: this.#places.slice(0, count),
      times: this.#times.slice(0, count),
      flags: this.#flags.slice(0, count),
      ends: this.#ends.slice(0, count),
      payloads: this.#payloads.slice(0, this.#bytes),
      events: this.#events,
      notes: this.#notes,
      markers: this.#markers,
    };
    this.#routes = new Routes();
    [this.#events, this.#notes, this.#markers] = [[], [], []];
    [this.#count, this.#bytes] = [0, 0];
    // What a flood made large becomes small again.
    if (this.#payloads.byteLength > roomBytes) this.#payloads = new Uint8Array(roomBytes);
    return batch;
  }

  #growColumns(): void {
    const length = this.#times.length * 2;
    this.#places = grown(this.#places, new Uint32Array(length));
    this.#times = grown(this.#times, new Float64Array(length));
    this.#flags = grown(this.#flags, new Uint8Array(length));
    this.#ends = grown(this.#ends, new Uint32Array(length));
  }

  #growPayloads(least: number): void {
    this.#payloads = grown(this.#payloads, new Uint8Array(Math.max(least, this.#payloads.byteLength * 2)));
  }
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

/** Routes and their places. */
class Routes {
  readonly all: Route[] = [];
  /** By client, then by topic. */
  readonly #places = new Map<string, Map<string, number>>();

  place(clientId: string, topic: string): number {
    const topics = this.#places.get(clientId) ?? new Map<string, number>();
    const known = topics.get(topic);
    if (known !== undefined) return known;
    const place = this.all.push({ clientId, topic }) - 1;
    this.#places.set(clientId, topics.set(topic, place));
    return place;
  }
}

import type { DetailFacts, MessageFacts, OriginFacts } from '../../../../../src/filter/facts.ts';
import type { LogObserver, LogReader } from '../../../../../src/engine/log/reading/logReader.ts';
import type { Chunk } from '../../../../../src/engine/store/chunk.ts';
import { toFlags } from '../../../../../src/engine/store/flags.ts';
import type { StoredColumns } from '../../../../../src/engine/store/storedColumns.ts';
import type { LogExtent, LogRow } from '../../../../../src/rpc/log/traffic.ts';
import type { Qos } from '../../../../../src/wiotp/message.ts';

/** A message of a {@link MemoryLog}. */
export interface MemoryMessage {
  readonly facts: MessageFacts;
  readonly payload: Uint8Array;
}

/** A log that a test fills, with chunks of a few messages; counts what is asked of it. */
export class MemoryLog implements LogReader {
  readonly messages = new Map<number, MemoryMessage>();
  readonly #perChunk: number;
  readonly #observers = new Set<LogObserver>();
  readonly #origins: OriginFacts[] = [];
  #first = 1;
  #end = 1;
  payloadsRead = 0;

  constructor(perChunk = 3) {
    this.#perChunk = perChunk;
  }

  get extent(): LogExtent {
    return { first: this.#first, end: this.#end };
  }

  get observers(): number {
    return this.#observers.size;
  }

  append(...messages: readonly MemoryMessage[]): void {
    for (const message of messages) this.messages.set(this.#end++, message);
    this.tell();
  }

  change(seq: number, details: DetailFacts): void {
    const before = this.messages.get(seq);
    if (before === undefined) return;
    this.messages.set(seq, { ...before, facts: { ...before.facts, details } });
    this.tell(seq);
  }

  prune(before: number): void {
    this.#first = Math.max(this.#first, Math.min(before, this.#end));
    for (const seq of this.messages.keys()) if (seq < this.#first) this.messages.delete(seq);
    this.tell();
  }

  clear(): void {
    this.messages.clear();
    this.#first = this.#end;
    // Numbers of origins begin anew, for other texts.
    this.#origins.length = 0;
    for (const observer of this.#observers) observer.cleared();
    this.tell();
  }

  tell(...changed: readonly number[]): void {
    for (const observer of this.#observers) observer.grew(changed);
  }

  rows(from: number, end: number): readonly LogRow[] {
    return this.#between(from, end).map(([seq, { facts }]) => ({
      seq,
      time: facts.time,
      clientId: facts.origin.clientId,
      at: facts.at,
      direction: facts.direction,
      topic: facts.origin.topic,
      preview: '',
      size: facts.size,
      problems: 0,
    }));
  }

  message(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  stored(): readonly StoredColumns[] {
    return [];
  }

  *chunks(from: number, end: number): Generator<Chunk> {
    const [start, stop] = [Math.max(from, this.#first), Math.min(end, this.#end)];
    for (let first = start - ((start - 1) % this.#perChunk); first < stop; first += this.#perChunk)
      yield this.#chunk(Math.max(first, this.#first));
  }

  origin(id: number): OriginFacts {
    const origin = this.#origins[id];
    if (origin === undefined) throw new Error(`There is no origin ${id}`);
    return origin;
  }

  details(from: number, end: number): ReadonlyMap<number, DetailFacts> {
    const some = this.#between(from, end).filter(([, { facts }]) => Object.keys(facts.details).length > 0);
    return new Map(some.map(([seq, { facts }]) => [seq, facts.details]));
  }

  observe(observer: LogObserver): { dispose(): void } {
    this.#observers.add(observer);
    return { dispose: () => this.#observers.delete(observer) };
  }

  #chunk(first: number): Chunk {
    const end = first + this.#perChunk - ((first - 1) % this.#perChunk);
    const messages = this.#between(first, end).map(([, message]) => message);
    let bytes = 0;
    let read: Buffer | undefined;
    const readPayloads = (): Buffer => {
      this.payloadsRead++;
      return Buffer.concat(messages.map(({ payload }) => payload));
    };
    return {
      first,
      count: messages.length,
      times: Float64Array.from(messages, ({ facts }) => facts.time),
      origins: Uint32Array.from(messages, ({ facts }) => this.#originId(facts.origin)),
      flags: Uint8Array.from(messages, ({ facts }) => toFlags({ ...facts, qos: facts.qos as Qos }, facts.at)),
      ends: Uint32Array.from(messages, ({ payload }) => (bytes += payload.length)),
      payloads: () => (read ??= readPayloads()),
    };
  }

  #originId(origin: OriginFacts): number {
    const known = this.#origins.indexOf(origin);
    return known === -1 ? this.#origins.push(origin) - 1 : known;
  }

  #between(from: number, end: number): readonly (readonly [number, MemoryMessage])[] {
    const found: (readonly [number, MemoryMessage])[] = [];
    for (let seq = Math.max(from, this.#first); seq < Math.min(end, this.#end); seq++) {
      const message = this.messages.get(seq);
      if (message !== undefined) found.push([seq, message]);
    }
    return found;
  }
}

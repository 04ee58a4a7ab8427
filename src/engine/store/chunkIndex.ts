import type { SourceCounts } from './storedMessage.ts';

/** What is known about a chunk without reading it. */
export interface ChunkEntry {
  readonly first: number;
  readonly count: number;
  /** Bytes of its columns and payloads. */
  readonly bytes: number;
  /** The latest time of its messages, in milliseconds since the epoch. */
  readonly newest: number;
  /** The least number of an origin of its messages. */
  readonly oldestOrigin: number;
  /** How many of its messages were written since the store was opened. */
  readonly own: SourceCounts;
}

/** The chunks of a store, in order. They follow each other without gaps. */
export class ChunkIndex {
  #entries: ChunkEntry[] = [];
  #bytes = 0;
  #end: number;

  /** An index without chunks; `end` is the first number to come. */
  constructor(end: number) {
    this.#end = end;
  }

  /** The number of the first message; the next number while there are no chunks. */
  get first(): number {
    return this.oldest?.first ?? this.#end;
  }

  /** The next number. */
  get end(): number {
    return this.#end;
  }

  /** Bytes of all chunks. */
  get bytes(): number {
    return this.#bytes;
  }

  get oldest(): ChunkEntry | undefined {
    return this.#entries[0];
  }

  get newest(): ChunkEntry | undefined {
    return this.#entries.at(-1);
  }

  get entries(): readonly ChunkEntry[] {
    return this.#entries;
  }

  /** The chunk that holds a message, or the first one behind it. */
  from(seq: number): ChunkEntry | undefined {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.#entries[middle];
      if (entry !== undefined && entry.first + entry.count <= seq) low = middle + 1;
      else high = middle;
    }
    return this.#entries[low];
  }

  /** The least number of an origin of all messages behind so many chunks. */
  oldestOrigin(chunks: number): number {
    return this.#entries.slice(chunks).reduce((oldest, entry) => Math.min(oldest, entry.oldestOrigin), Number.MAX_SAFE_INTEGER);
  }

  /** Adds chunks at the end. One that begins where the last chunk begins replaces it. */
  add(entries: readonly ChunkEntry[]): void {
    for (const entry of entries) {
      if (this.newest?.first === entry.first) this.#bytes -= this.#entries.pop()?.bytes ?? 0;
      this.#entries.push(entry);
      this.#bytes += entry.bytes;
      this.#end = entry.first + entry.count;
    }
  }

  /** Removes so many of the oldest chunks. */
  dropOldest(count: number): void {
    for (const { bytes } of this.#entries.splice(0, count)) this.#bytes -= bytes;
  }
}

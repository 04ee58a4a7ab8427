import type { OriginFacts } from '../../filter/facts.ts';
import { blankChunk } from './blankChunk.ts';
import { payloadAt, sizeAt, type Chunk } from './chunk.ts';
import type { ChunkEntry } from './chunkIndex.ts';
import type { ChunkTable } from './chunkTable.ts';
import { noDetails, type DetailColumns, type DetailTable } from './detailTable.ts';
import { unknownOrigin, type OriginTable } from './originTable.ts';
import { isUnreadable } from './sqliteError.ts';
import type { StoredColumns } from './storedColumns.ts';

/** The tables of a store. */
export interface StoreTables {
  readonly chunks: ChunkTable;
  readonly details: DetailTable;
  readonly origins: OriginTable;
}

/** Reads what is written. Where the file is damaged there are blank rows, so that those behind them keep their places. */
export class StoreReader {
  readonly #tables: StoreTables;
  /** The chunk that was read last. */
  #last: { readonly entry: ChunkEntry; readonly chunk: Chunk } | undefined;
  #damage: Error | undefined;
  #isClosed = false;

  constructor(tables: StoreTables) {
    this.#tables = tables;
  }

  /** Why a part could not be read, the first time; `undefined` as long as all could. */
  get damage(): Error | undefined {
    return this.#damage;
  }

  chunk(entry: ChunkEntry): Chunk {
    if (this.#last?.entry !== entry) this.#last = { entry, chunk: this.#read(entry) };
    return this.#last.chunk;
  }

  /** The details of those of the messages `from` up to `to` that have any. */
  details(from: number, to: number): ReadonlyMap<number, DetailColumns> {
    return this.#orBlank(
      () => this.#tables.details.between(from, to),
      () => new Map<number, DetailColumns>(),
    );
  }

  /** What messages with this number share, if that is known. */
  origin(id: number): OriginFacts | undefined {
    return this.#orBlank(
      () => this.#tables.origins.get(id),
      () => undefined,
    );
  }

  /** One message of a chunk, with so many bytes of its payload at most. */
  row(chunk: Chunk, seq: number, details: DetailColumns | undefined, most: number): StoredColumns {
    const { first, times, origins, flags } = chunk;
    const at = seq - first;
    const { clientId, topic, kind } = this.origin(origins[at] ?? 0) ?? unknownOrigin;
    const payload = payloadAt(chunk, at).subarray(0, most);
    const columns = {
      seq,
      time: times[at] ?? 0,
      client: clientId,
      flags: flags[at] ?? 0,
      kind: kind ?? null,
      topic,
      size: sizeAt(chunk, at),
      payload,
    };
    return { ...(details ?? noDetails), ...columns };
  }

  /** The messages were deleted. */
  clear(): void {
    this.#last = undefined;
    this.#damage = undefined;
  }

  /** The file is closed: chunks that were read before give no payloads any more. */
  close(): void {
    this.#isClosed = true;
  }

  #read(entry: ChunkEntry): Chunk {
    const chunk = this.#orBlank(
      () => this.#tables.chunks.read(entry),
      () => blankChunk(entry),
    );
    // Damaged ones are sought once, too.
    let payloads: Buffer | undefined;
    return { ...chunk, payloads: () => (payloads ??= this.#payloadsOf(chunk)) };
  }

  #payloadsOf(chunk: Chunk): Buffer {
    const blank = (): Buffer => Buffer.alloc(0);
    return this.#isClosed ? blank() : this.#orBlank(() => chunk.payloads(), blank);
  }

  #orBlank<T>(read: () => T, blank: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      this.#damage ??= error;
      return blank();
    }
  }
}

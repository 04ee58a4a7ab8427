import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DetailFacts, OriginFacts } from '../../filter/facts.ts';
import type { LogExtent } from '../../rpc/log/traffic.ts';
import type { Chunk } from './chunk.ts';
import type { ChunkEntry, ChunkIndex } from './chunkIndex.ts';
import { ChunkTable } from './chunkTable.ts';
import { detailFacts } from './detailFacts.ts';
import { DetailTable, hasDetails, noDetails, type DetailColumns } from './detailTable.ts';
import { toFlags } from './flags.ts';
import { OriginTable, unknownOrigin } from './originTable.ts';
import { PendingMessages } from './pendingMessages.ts';
import type { EventChange, Link, LoggedDetails, LoggedMessage, MessageOrigin, RemarkChange, Verdict } from './storedMessage.ts';
import { UsedSpace } from './usedSpace.ts';

/** A message as it is stored. */
export interface StoredColumns extends DetailColumns {
  readonly seq: number;
  readonly time: number;
  readonly client: string;
  readonly flags: number;
  readonly kind: string | null;
  readonly topic: string;
  /** Bytes of the whole payload. */
  readonly size: number;
  /** The first {@link headBytes} of the payload for a row, all of it for a message. */
  readonly payload: Uint8Array;
}

/** Enough for 200 characters of UTF-8. */
const headBytes = 800;

/**
 * The log's messages in one database. What is appended waits for the next `flush`, which writes it in one
 * transaction; readers flush first. Every method may throw what the database throws; nothing that waits is
 * lost by that.
 */
export class TrafficStore {
  readonly #db: DatabaseSync;
  readonly #chunks: ChunkTable;
  readonly #details: DetailTable;
  readonly #origins: OriginTable;
  readonly #space: UsedSpace;
  readonly #setFirst: StatementSync;
  #index: ChunkIndex;
  #messages = new PendingMessages();
  /** What waits besides messages, in order: details, and what becomes known about written messages. */
  #changes: ((details: DetailTable) => void)[] = [];
  /** The chunk that was read last. */
  #last: { readonly entry: ChunkEntry; readonly chunk: Chunk } | undefined;

  /** Takes a database that `prepareSchema` has prepared. */
  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#chunks = new ChunkTable(db);
    this.#details = new DetailTable(db);
    this.#origins = new OriginTable(db);
    this.#space = new UsedSpace(db);
    this.#setFirst = db.prepare('UPDATE extent SET first = ?');
    this.#index = this.#chunks.index();
  }

  get extent(): LogExtent {
    return { first: this.#index.first, end: this.end };
  }

  /** The number that the next message gets. */
  get end(): number {
    return this.#index.end + this.#messages.count;
  }

  /** Bytes that the messages take in the database. */
  get bytes(): number {
    return this.#space.bytes;
  }

  /** Bytes of the messages that are written, without what the database needs besides. */
  get indexedBytes(): number {
    return this.#index.bytes;
  }

  /** What is written of the oldest messages; they leave the store together. */
  get oldest(): ChunkEntry | undefined {
    return this.#index.oldest;
  }

  /** Takes a message; its number is the extent's end before the call. */
  append(message: LoggedMessage): void {
    const { time, at, payload } = message;
    this.appendPlain(message, time, toFlags(message, at), payload, hasDetails(message) ? message : undefined);
  }

  /** Takes a message as its parts, with its details where it has any. */
  appendPlain({ clientId, topic, kind }: MessageOrigin, time: number, flags: number, payload: Uint8Array, details?: LoggedDetails): void {
    if (details !== undefined) {
      const seq = this.end;
      this.#changes.push((table) => table.write(seq, details));
    }
    this.#messages.push(time, this.#origins.idOf(clientId, topic, kind), flags, payload);
  }

  /** Tells a request about its answer, whether it was written already or waits. */
  link(link: Link): void {
    if (this.#has(link.request)) this.#changes.push((table) => table.link(link));
  }

  /** Notes a later verdict about a message, whether that was written already or waits. */
  judge(verdict: Verdict): void {
    if (this.#has(verdict.seq)) this.#changes.push((table) => table.judge(verdict));
  }

  /** Replaces what the order of messages says about a message, whether that was written already or waits. */
  remark(change: RemarkChange): void {
    if (this.#has(change.seq)) this.#changes.push((table) => table.remark(change));
  }

  /** Replaces a connection event, whether it was written already or waits. */
  changeEvent(change: EventChange): void {
    if (this.#has(change.seq)) this.#changes.push((table) => table.changeEvent(change));
  }

  /** How many messages and changes to messages wait to be written. */
  get waiting(): number {
    return this.#messages.count + this.#changes.length;
  }

  /** Bytes of the payloads that wait to be written. */
  get waitingBytes(): number {
    return this.#messages.bytes;
  }

  /** Writes what waits. When that fails nothing of it is written, and all of it waits on. */
  flush(): void {
    if (this.waiting === 0) return;
    const added = this.#inTransaction(() => {
      this.#origins.write();
      const entries = this.#chunks.write(this.#index.end, this.#messages, this.#index.newest);
      for (const change of this.#changes) change(this.#details);
      return entries;
    });
    this.#index.add(added);
    this.#origins.written();
    this.#messages.clear();
    this.#changes = [];
  }

  /** The messages `from` up to `to`, as far as they exist, with the head of their payloads. */
  rows(from: number, to: number): readonly StoredColumns[] {
    return this.#read(from, to, headBytes);
  }

  /** The messages `from` up to `to`, as far as they exist, with their whole payloads. */
  stored(from: number, to: number): readonly StoredColumns[] {
    return this.#read(from, to, Number.POSITIVE_INFINITY);
  }

  /** One message with a payload of its own. */
  message(seq: number): StoredColumns | undefined {
    const [stored] = this.stored(seq, seq + 1);
    return stored && { ...stored, payload: stored.payload.slice() };
  }

  /** The chunk that holds a message, or the first one behind it. */
  chunkFrom(seq: number): Chunk | undefined {
    this.flush();
    const entry = this.#index.from(seq);
    if (entry === undefined) return undefined;
    if (this.#last?.entry !== entry) this.#last = { entry, chunk: this.#chunks.read(entry) };
    return this.#last.chunk;
  }

  /** What messages with this number share, if that is known here. */
  origin(id: number): OriginFacts | undefined {
    return this.#origins.get(id);
  }

  /** The details of those of the messages `from` up to `to` that have any. */
  details(from: number, to: number): ReadonlyMap<number, DetailFacts> {
    this.flush();
    return new Map([...this.#details.between(from, to)].map(([seq, columns]) => [seq, detailFacts(columns)]));
  }

  /** Deletes everything, written or not, also from the file. Numbers go on from where they are. */
  clear(): void {
    this.startAt(this.end);
    // Without these the deleted messages would stay readable in the file.
    this.#db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Empties the store and makes `seq` its next number. */
  startAt(seq: number): void {
    this.#messages.clear();
    this.#changes = [];
    this.#last = undefined;
    this.#inTransaction(() => {
      this.#db.exec('DELETE FROM chunk; DELETE FROM payload; DELETE FROM detail; DELETE FROM origin');
      this.#setFirst.run(seq);
    });
    this.#origins.renumber();
    this.#index = this.#chunks.index();
  }

  /** Goes on where another store cannot: takes over its numbers, and all that waits there. This one must be empty. */
  takeOver(other: TrafficStore): void {
    this.startAt(other.#index.end);
    this.#origins.adopt(other.#origins);
    [this.#messages, other.#messages] = [other.#messages, new PendingMessages()];
    [this.#changes, other.#changes] = [other.#changes, []];
  }

  /** Deletes the oldest chunks as long as `isDue` says so, and gives them. */
  drop(isDue: (oldest: ChunkEntry) => boolean): readonly ChunkEntry[] {
    this.flush();
    const dropped = this.#inTransaction(() => {
      const gone: ChunkEntry[] = [];
      for (const entry of this.#index.entries) {
        if (!isDue(entry)) break;
        this.#chunks.drop(entry);
        gone.push(entry);
      }
      const newest = gone.at(-1);
      if (newest !== undefined) this.#forgetBefore(newest.first + newest.count, gone.length);
      return gone;
    });
    this.#index.dropOldest(dropped.length);
    return dropped;
  }

  /** Leaves the oldest chunks out from now on, without deleting them, as long as `isDue` says so, and gives them. */
  leaveOut(isDue: (oldest: ChunkEntry) => boolean): readonly ChunkEntry[] {
    const gone: ChunkEntry[] = [];
    for (let { oldest } = this.#index; oldest !== undefined && isDue(oldest); { oldest } = this.#index) {
      gone.push(oldest);
      this.#index.dropOldest(1);
    }
    return gone;
  }

  /** Writes what waits and closes the database. */
  close(): void {
    try {
      this.flush();
    } finally {
      this.#db.close();
    }
  }

  #has(seq: number): boolean {
    return seq >= this.#index.first && seq < this.end;
  }

  #read(from: number, to: number, most: number): readonly StoredColumns[] {
    const read: StoredColumns[] = [];
    this.flush();
    const details = this.#details.between(from, to);
    for (let at = from; at < to;) {
      const chunk = this.chunkFrom(at);
      if (chunk === undefined) break;
      at = chunk.first + chunk.count;
      for (let seq = Math.max(from, chunk.first); seq < Math.min(at, to); seq++)
        read.push({ ...(details.get(seq) ?? noDetails), ...this.#columnsOf(chunk, seq, most) });
    }
    return read;
  }

  #columnsOf(chunk: Chunk, seq: number, most: number): Omit<StoredColumns, keyof DetailColumns> {
    const { first, times, origins, flags, ends } = chunk;
    const at = seq - first;
    const { clientId, topic, kind } = this.#origins.get(origins[at] ?? 0) ?? unknownOrigin;
    const start = at === 0 ? 0 : (ends[at - 1] ?? 0);
    const size = (ends[at] ?? 0) - start;
    const payload = chunk.payloads().subarray(start, start + Math.min(size, most));
    return { seq, time: times[at] ?? 0, client: clientId, flags: flags[at] ?? 0, kind: kind ?? null, topic, size, payload };
  }

  /** Deletes what only messages before this one had, which are so many chunks. */
  #forgetBefore(seq: number, chunks: number): void {
    this.#details.dropBefore(seq);
    this.#origins.dropBefore(this.#index.oldestOrigin(chunks));
    this.#setFirst.run(seq);
  }

  #inTransaction<T>(run: () => T): T {
    this.#db.exec('BEGIN');
    try {
      const result = run();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      try {
        this.#db.exec('ROLLBACK');
      } catch {
        // A full disk makes the database roll back by itself; there is nothing left to undo then.
      }
      throw error;
    }
  }
}

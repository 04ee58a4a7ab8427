import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DetailFacts, OriginFacts } from '../../filter/facts.ts';
import type { LogExtent } from '../../rpc/log/traffic.ts';
import type { Chunk } from './chunk.ts';
import type { ChunkEntry, ChunkIndex } from './chunkIndex.ts';
import { ChunkTable, countSources } from './chunkTable.ts';
import { detailFacts } from './detailFacts.ts';
import { DetailTable, hasDetails } from './detailTable.ts';
import { toFlags } from './flags.ts';
import { inTransaction } from './inTransaction.ts';
import { ownOf } from './leftRows.ts';
import { OriginTable } from './originTable.ts';
import { PendingMessages } from './pendingMessages.ts';
import type {
  EventChange,
  Link,
  LoggedDetails,
  LoggedMessage,
  MessageOrigin,
  RemarkChange,
  SourceCounts,
  Verdict,
} from './storedMessage.ts';
import { headBytes, type StoredColumns } from './storedColumns.ts';
import { StoreReader } from './storeReader.ts';
import { UsedSpace } from './usedSpace.ts';

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
  readonly #reader: StoreReader;
  readonly #setFirst: StatementSync;
  #index: ChunkIndex;
  #messages = new PendingMessages();
  /** What waits besides messages, in order: details, and what becomes known about written messages. */
  #changes: ((details: DetailTable) => void)[] = [];

  /** Takes a database that `prepareSchema` has prepared. */
  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#chunks = new ChunkTable(db);
    this.#details = new DetailTable(db);
    this.#origins = new OriginTable(db);
    this.#space = new UsedSpace(db);
    this.#reader = new StoreReader({ chunks: this.#chunks, details: this.#details, origins: this.#origins });
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

  /** Why a part of the messages could not be read, and is blank instead; `undefined` as long as all could. */
  get damage(): Error | undefined {
    return this.#reader.damage;
  }

  /** How many of the messages came since the store was opened, written or not. */
  get own(): SourceCounts {
    const { columns, count } = this.#messages;
    return countSources(columns.flags, { from: 0, to: count }, ownOf(this.#index.entries));
  }

  /** What is written of the oldest messages; they leave the store together. */
  get oldest(): ChunkEntry | undefined {
    return this.#index.oldest;
  }

  /** Whether there is no message, written or not. */
  get isEmpty(): boolean {
    return this.#index.first === this.end;
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
    const added = inTransaction(this.#db, () => {
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
    return entry && this.#reader.chunk(entry);
  }

  /** What messages with this number share, if that is known here. */
  origin(id: number): OriginFacts | undefined {
    return this.#reader.origin(id);
  }

  /** The details of those of the messages `from` up to `to` that have any. */
  details(from: number, to: number): ReadonlyMap<number, DetailFacts> {
    this.flush();
    return new Map([...this.#reader.details(from, to)].map(([seq, columns]) => [seq, detailFacts(columns)]));
  }

  /** Deletes everything, written or not, also from the file. Numbers go on from where they are. */
  clear(): void {
    this.startAt(this.end);
    // Without these the deleted messages would stay readable in the file.
    this.#db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Empties a store and makes `seq` its next number. */
  startAt(seq: number): void {
    inTransaction(this.#db, () => {
      this.#db.exec('DELETE FROM chunk; DELETE FROM payload; DELETE FROM detail; DELETE FROM origin');
      this.#setFirst.run(seq);
    });
    this.#messages.clear();
    this.#changes = [];
    this.#reader.clear();
    this.#origins.renumber();
    this.#index = this.#chunks.index();
  }

  /** Goes on where another store cannot: takes over its numbers, and all that waits there. This one must be empty. */
  takeOver(other: TrafficStore): void {
    this.startAt(other.#index.end);
    this.#origins.adopt(other.#origins);
    this.takeWaiting(other);
  }

  /** Takes the place of a store that was closed, on the same file: knows what is written as that did, but not what waits there. */
  goOnAs(other: TrafficStore): void {
    this.#index = other.#index;
    this.#origins.adopt(other.#origins);
  }

  /** Takes over what waits in a store with the same numbers; here nothing may wait. */
  takeWaiting(other: TrafficStore): void {
    [this.#messages, other.#messages] = [other.#messages, new PendingMessages()];
    [this.#changes, other.#changes] = [other.#changes, []];
  }

  /** Deletes the oldest chunks as long as `isDue` says so, and gives them. */
  drop(isDue: (oldest: ChunkEntry) => boolean): readonly ChunkEntry[] {
    this.flush();
    const dropped = inTransaction(this.#db, () => {
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

  /** Closes the database without what waits. */
  abandon(): void {
    this.#reader.close();
    this.#db.close();
  }

  /** Forgets what waits, and gives how many messages that were. */
  loseWaiting(): SourceCounts {
    const { columns, count } = this.#messages;
    this.#messages = new PendingMessages();
    this.#changes = [];
    return countSources(columns.flags, { from: 0, to: count }, ownOf([]));
  }

  #has(seq: number): boolean {
    return seq >= this.#index.first && seq < this.end;
  }

  #read(from: number, to: number, most: number): readonly StoredColumns[] {
    const read: StoredColumns[] = [];
    this.flush();
    const details = this.#reader.details(from, to);
    for (let at = from; at < to;) {
      const chunk = this.chunkFrom(at);
      if (chunk === undefined) break;
      at = chunk.first + chunk.count;
      for (let seq = Math.max(from, chunk.first); seq < Math.min(at, to); seq++)
        read.push(this.#reader.row(chunk, seq, details.get(seq), most));
    }
    return read;
  }

  /** Deletes what only messages before this one had, which are so many chunks. */
  #forgetBefore(seq: number, chunks: number): void {
    this.#details.dropBefore(seq);
    this.#origins.dropBefore(this.#index.oldestOrigin(chunks));
    this.#setFirst.run(seq);
  }
}

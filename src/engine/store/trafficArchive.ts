import type { DetailFacts, OriginFacts } from '../../filter/facts.ts';
import type { StoreState } from '../../rpc/engineContract.ts';
import type { Retention } from '../../rpc/log/logCalls.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { LogExtent } from '../../rpc/log/traffic.ts';
import type { Chunk } from './chunk.ts';
import type { ChunkEntry } from './chunkIndex.ts';
import { FileWatch } from './fileWatch.ts';
import { openMemory, type OpenedStore } from './openStore.ts';
import { unknownOrigin } from './originTable.ts';
import { Pruner } from './pruner.ts';
import { isSqliteError } from './sqliteError.ts';
import type { EventChange, Link, LoggedDetails, LoggedMessage, RemarkChange, SourceCounts, Verdict } from './storedMessage.ts';
import type { StoredColumns, TrafficStore } from './trafficStore.ts';

/** What an archive is told besides its store. */
export interface ArchiveOptions {
  readonly clock: Clock;
  /** The log is kept elsewhere from now on. */
  readonly moved: (state: StoreState) => void;
  /** Messages left the log because of its retention. */
  readonly pruned?: () => void;
  /** Bytes that a log in memory may take; the oldest messages make room. */
  readonly memoryBytes?: number;
}

/** A crash of the process loses what arrived within this time, at most. */
const flushMs = 100;
const flushMessages = 1_000;
const flushBytes = 4 * 1024 * 1024;
const defaultMemoryBytes = 256 * 1024 * 1024;

/**
 * Everything the log holds: in the opened store, and when its file fails, from then on in memory, while the
 * file's messages stay readable as long as the file can be read. Writes in batches.
 */
export class TrafficArchive {
  readonly #options: ArchiveOptions;
  readonly #opened: OpenedStore;
  readonly #pruner: Pruner;
  readonly #watch: FileWatch;
  #store: TrafficStore;
  #file: string | undefined;
  /** The store whose file failed. */
  #failed: TrafficStore | undefined;
  #dropped: SourceCounts = { session: 0, platform: 0 };
  #timer: Timer | undefined;

  constructor(opened: OpenedStore, options: ArchiveOptions) {
    const { clock, pruned = () => undefined } = options;
    this.#opened = opened;
    this.#options = options;
    this.#store = opened.store;
    this.#file = opened.state.file;
    this.#watch = new FileWatch(clock);
    this.#pruner = new Pruner({
      clock,
      pruned,
      bytes: () => this.bytes,
      oldest: () => this.#failed?.oldest ?? this.#store.oldest,
      drop: (isDue) => this.#prune(isDue),
    });
  }

  get extent(): LogExtent {
    return { first: (this.#failed ?? this.#store).extent.first, end: this.#store.end };
  }

  /** The number that the next message gets. */
  get end(): number {
    return this.#store.end;
  }

  /** How many messages of this run are no longer in the log although nobody deleted them, nor the retention. */
  get dropped(): SourceCounts {
    return this.#dropped;
  }

  /** Bytes that the messages take. */
  get bytes(): number {
    return this.#store.bytes + (this.#failed?.indexedBytes ?? 0);
  }

  /** How many messages left because of the retention. */
  get pruned(): number {
    return this.#pruner.count;
  }

  /** From now on the log holds no more than this: soon, in small steps. Before the first call it holds everything. */
  retain(retention: Retention): void {
    this.#pruner.retain(retention);
  }

  /** Takes a message and gives its number. */
  append(message: LoggedMessage): number {
    const seq = this.end;
    this.#store.append(message);
    this.#schedule();
    return seq;
  }

  /** Takes a message as its parts, with its details where it has any. */
  appendPlain(origin: OriginFacts, time: number, flags: number, payload: Uint8Array, details?: LoggedDetails): void {
    this.#store.appendPlain(origin, time, flags, payload, details);
    this.#schedule();
  }

  link(link: Link): void {
    this.#store.link(link);
    this.#schedule();
  }

  /** Notes a verdict that came later than its message; for one that is no longer in the log it does nothing. */
  judge(verdict: Verdict): void {
    this.#store.judge(verdict);
    this.#schedule();
  }

  /** Replaces what the order of messages says about one; for one that is no longer in the log it does nothing. */
  remark(change: RemarkChange): void {
    this.#store.remark(change);
    this.#schedule();
  }

  /** Replaces a connection event; for one that is no longer in the log it does nothing. */
  changeEvent(change: EventChange): void {
    this.#store.changeEvent(change);
    this.#schedule();
  }

  /** The messages `from` up to `to`, as far as they exist, with the head of their payloads. */
  rows(from: number, to: number): readonly StoredColumns[] {
    return this.#fromAll((store) => store.rows(from, to)).flat();
  }

  message(seq: number): StoredColumns | undefined {
    return this.#fromAll((store) => store.message(seq)).find((found) => found !== undefined);
  }

  /** The messages `from` up to `to`, as far as they exist, with their whole payloads. */
  stored(from: number, to: number): readonly StoredColumns[] {
    return this.#fromAll((store) => store.stored(from, to)).flat();
  }

  /** The chunks that hold the messages `from` up to `to`, each read when it is asked for. */
  *chunks(from: number, to: number): Generator<Chunk> {
    for (let at = from; at < to;) {
      const chunk = this.#fromAll((store) => store.chunkFrom(at)).find((found) => found !== undefined);
      if (chunk === undefined || chunk.first >= to) return;
      yield { ...chunk, payloads: () => this.#payloadsOf(chunk) };
      at = chunk.first + chunk.count;
    }
  }

  /** What messages with this number share; empty texts when nobody knows it any more. */
  origin(id: number): OriginFacts {
    const known = this.#guarded((store) => store.origin(id));
    return known ?? this.#fromFailed((failed) => failed.origin(id)) ?? unknownOrigin;
  }

  /** The details of those of the messages `from` up to `to` that have any. */
  details(from: number, to: number): ReadonlyMap<number, DetailFacts> {
    return new Map(this.#fromAll((store) => store.details(from, to)).flatMap((details) => [...details]));
  }

  /** Deletes everything. */
  clear(): void {
    this.#fromFailed((failed) => failed.clear());
    this.#closeFailed();
    this.#guarded((store) => store.clear());
  }

  /** Writes what waits and lets go of the files. */
  close(): void {
    this.#timer?.cancel();
    this.#pruner.dispose();
    try {
      this.#closeFailed();
      this.#store.close();
    } finally {
      this.#opened.lock?.release();
    }
  }

  #schedule(): void {
    const { waiting, waitingBytes } = this.#store;
    if (waiting >= flushMessages || waitingBytes >= flushBytes) this.#flush();
    else this.#timer ??= this.#options.clock.after(flushMs, () => this.#flush());
  }

  #flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#file !== undefined && this.#watch.isGone(this.#file)) this.#goOnInMemory(this.#file, 'the file was deleted');
    this.#guarded((store) => store.flush());
    if (this.#file === undefined) this.#makeRoom();
    this.#pruner.look();
  }

  #makeRoom(): void {
    const most = this.#options.memoryBytes ?? defaultMemoryBytes;
    if (this.#store.bytes <= most) return;
    this.#giveUpFailed();
    this.#count(this.#store.drop(() => this.#store.bytes > most));
  }

  /** Lets go of the oldest chunks; gives how many messages they held. */
  #prune(isDue: (oldest: ChunkEntry) => boolean): number {
    const failed = this.#failed;
    if (failed === undefined) return sum(this.#guarded((store) => store.drop(isDue)).map(({ count }) => count));
    // What is in a file that cannot be written cannot be deleted.
    const left = failed.leaveOut(isDue);
    if (failed.oldest === undefined) this.#closeFailed();
    return sum(left.map(({ count }) => count));
  }

  /** Runs on the store; when its file fails, goes on in memory and runs again there. */
  #guarded<T>(run: (store: TrafficStore) => T): T {
    try {
      return run(this.#store);
    } catch (error) {
      if (this.#file === undefined || !isSqliteError(error)) throw error;
      this.#goOnInMemory(this.#file, error.message);
      return run(this.#store);
    }
  }

  #goOnInMemory(file: string, why: string): void {
    const memory = openMemory();
    memory.takeOver(this.#store);
    memory.flush();
    this.#failed = this.#store;
    this.#store = memory;
    this.#file = undefined;
    this.#options.moved({ notice: `The log goes on in memory only and ends with this window: writing ${file} failed (${why}).` });
  }

  /** What the stores give, the earlier messages first. */
  #fromAll<T>(read: (store: TrafficStore) => T): readonly T[] {
    // Reading the later ones may show that the file failed.
    const later = this.#guarded(read);
    const failed = this.#failed;
    const earlier = this.#fromFailed(read);
    return failed === undefined || this.#failed === undefined ? [later] : [earlier as T, later];
  }

  #fromFailed<T>(read: (store: TrafficStore) => T): T | undefined {
    if (this.#failed === undefined) return undefined;
    try {
      return read(this.#failed);
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      this.#giveUpFailed();
      return undefined;
    }
  }

  #payloadsOf(chunk: Chunk): Buffer {
    try {
      return chunk.payloads();
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      if (this.#file === undefined) this.#giveUpFailed();
      else this.#goOnInMemory(this.#file, error.message);
      return Buffer.alloc(0);
    }
  }

  /** The file's messages leave the log; the log begins with what is in memory. */
  #giveUpFailed(): void {
    this.#count(this.#failed?.leaveOut(() => true) ?? []);
    this.#closeFailed();
  }

  #closeFailed(): void {
    this.#failed?.close();
    this.#failed = undefined;
  }

  #count(gone: readonly ChunkEntry[]): void {
    const { session, platform } = this.#dropped;
    this.#dropped = {
      session: session + sum(gone.map(({ own }) => own.session)),
      platform: platform + sum(gone.map(({ own }) => own.platform)),
    };
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

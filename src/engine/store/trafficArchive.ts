import type { StoreState } from '../../rpc/engineContract.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { LogExtent } from '../../rpc/traffic.ts';
import { openMemory, type OpenedStore } from './openStore.ts';
import { isSqliteError } from './sqliteError.ts';
import type { EventChange, Link, LoggedMessage, Verdict } from './storedMessage.ts';
import type { StoredColumns, TrafficStore } from './trafficStore.ts';

/** What an archive is told besides its store. */
export interface ArchiveOptions {
  readonly clock: Clock;
  /** The log is kept elsewhere from now on. */
  readonly moved: (state: StoreState) => void;
  /** Bytes that a log in memory may take; the oldest messages make room. */
  readonly memoryBytes?: number;
}

/** A crash of the process loses what arrived within this time, at most. */
const flushMs = 100;
const flushMessages = 1_000;
const defaultMemoryBytes = 256 * 1024 * 1024;

/**
 * Everything the log holds: in the opened store, and when its file fails, from then on in memory, while the
 * file's messages stay readable as long as the file can be read. Writes in batches.
 */
export class TrafficArchive {
  readonly #options: ArchiveOptions;
  readonly #opened: OpenedStore;
  /** Messages before this are of earlier runs; nobody counts them. */
  readonly #firstOfRun: number;
  #store: TrafficStore;
  #file: string | undefined;
  /** The store whose file failed. */
  #failed: TrafficStore | undefined;
  #dropped = 0;
  #timer: Timer | undefined;

  constructor(opened: OpenedStore, options: ArchiveOptions) {
    this.#opened = opened;
    this.#options = options;
    this.#store = opened.store;
    this.#file = opened.state.file;
    this.#firstOfRun = opened.store.extent.end;
  }

  get extent(): LogExtent {
    const { end } = this.#store.extent;
    return { first: (this.#failed ?? this.#store).extent.first, end };
  }

  /** How many messages of this run are no longer in the log although nobody deleted them. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Takes a message and gives its number. */
  append(message: LoggedMessage): number {
    const seq = this.#store.extent.end;
    this.#store.append(message);
    this.#schedule();
    return seq;
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

  /** Replaces a connection event; for one that is no longer in the log it does nothing. */
  changeEvent(change: EventChange): void {
    this.#store.changeEvent(change);
    this.#schedule();
  }

  /** The messages `from` up to `to`, as far as they exist. */
  rows(from: number, to: number): readonly StoredColumns[] {
    const later = this.#guarded((store) => store.rows(from, to));
    const earlier = this.#fromFailed((store) => store.rows(from, to)) ?? [];
    return [...earlier, ...later];
  }

  message(seq: number): StoredColumns | undefined {
    return this.#guarded((store) => store.message(seq)) ?? this.#fromFailed((store) => store.message(seq));
  }

  /** Deletes everything. */
  clear(): void {
    this.#failed?.clear();
    this.#closeFailed();
    this.#guarded((store) => store.clear());
  }

  /** Writes what waits and lets go of the files. */
  close(): void {
    this.#timer?.cancel();
    try {
      this.#closeFailed();
      this.#store.close();
    } finally {
      this.#opened.lock?.release();
    }
  }

  #schedule(): void {
    if (this.#store.waiting >= flushMessages) this.#flush();
    else this.#timer ??= this.#options.clock.after(flushMs, () => this.#flush());
  }

  #flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#guarded((store) => store.flush());
    if (this.#file === undefined) this.#makeRoom();
  }

  #makeRoom(): void {
    const { first, end } = this.#store.extent;
    if (this.#store.bytes <= (this.#options.memoryBytes ?? defaultMemoryBytes)) return;
    const seq = first + Math.ceil((end - first) / 10);
    this.#giveUpFailed();
    this.#store.dropBefore(seq);
    this.#count(first, seq);
  }

  /** Runs on the store; when its file fails, goes on in memory and runs again there. */
  #guarded<T>(run: (store: TrafficStore) => T): T {
    try {
      return run(this.#store);
    } catch (error) {
      if (this.#file === undefined || !isSqliteError(error)) throw error;
      this.#goOnInMemory(this.#file, error);
      return run(this.#store);
    }
  }

  #goOnInMemory(file: string, why: Error): void {
    const failed = this.#store;
    const { messages, links, verdicts, events } = failed.takeWaiting();
    const memory = openMemory();
    memory.startAt(failed.extent.end);
    for (const message of messages) memory.append(message);
    for (const link of links) memory.link(link);
    for (const verdict of verdicts) memory.judge(verdict);
    for (const change of events) memory.changeEvent(change);
    memory.flush();
    this.#failed = failed;
    this.#store = memory;
    this.#file = undefined;
    this.#options.moved({ notice: `The log goes on in memory only and ends with this window: writing ${file} failed (${why.message}).` });
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

  /** The file's messages leave the log; the log begins with what is in memory. */
  #giveUpFailed(): void {
    if (this.#failed === undefined) return;
    const { first, end } = this.#failed.extent;
    this.#closeFailed();
    this.#count(first, end);
  }

  #closeFailed(): void {
    this.#failed?.close();
    this.#failed = undefined;
  }

  #count(from: number, to: number): void {
    this.#dropped += Math.max(0, to - Math.max(from, this.#firstOfRun));
  }
}

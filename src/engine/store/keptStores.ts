import type { StoreState } from '../../rpc/engineContract.ts';
import { beginAnew } from './beginAnew.ts';
import type { Chunk } from './chunk.ts';
import type { ChunkEntry } from './chunkIndex.ts';
import { clearFile, deleteFile } from './clearFile.ts';
import { LeftCounters, ownOf } from './leftRows.ts';
import { opened, openMemory, type OpenedStore } from './openStore.ts';
import { isDamaged, isSqliteError } from './sqliteError.ts';
import { noneOwn } from './storedMessage.ts';
import { begunAnew, inMemoryOnly, notWritten, partlyBlank, type Doing } from './storeNotices.ts';
import type { TrafficStore } from './trafficStore.ts';

/** A store whose file cannot be written any more, but perhaps read. */
interface FailedStore {
  readonly store: TrafficStore;
  readonly file: string;
}

/**
 * Where a log is kept: in the opened store; when its file fails, from then on in memory, and when it is damaged, in a new file. The
 * messages of before stay readable as long as their file can be read.
 */
export class KeptStores {
  readonly #moved: (state: StoreState) => void;
  /** Counts the rows that left. */
  readonly left = new LeftCounters();
  /** The file that the log is kept in as long as that can be. */
  readonly #home: string | undefined;
  #store: TrafficStore;
  #file: string | undefined;
  #failed: FailedStore | undefined;
  #toldDamage: Error | undefined;
  /** A file that is damaged again is left: a broken disk is not to be filled with files. */
  #hasBegunAnew = false;

  /** `moved` is told when the log is kept elsewhere, or something else about its file is to be known. */
  constructor({ store, state }: OpenedStore, moved: (state: StoreState) => void) {
    this.#home = state.file;
    this.#store = store;
    this.#file = state.file;
    this.#moved = moved;
  }

  /** The store that takes messages. */
  get current(): TrafficStore {
    return this.#store;
  }

  /** The file of the current store; `undefined` in memory. */
  get file(): string | undefined {
    return this.#file;
  }

  /** The store of the oldest messages. */
  get first(): TrafficStore {
    return this.#failed?.store ?? this.#store;
  }

  /** What is written of the oldest messages. */
  get oldest(): ChunkEntry | undefined {
    return this.#failed?.store.oldest ?? this.#store.oldest;
  }

  /** Bytes that the messages take. */
  get bytes(): number {
    return this.#store.bytes + (this.#failed?.store.indexedBytes ?? 0);
  }

  /** Runs on the current store; when its file fails, goes on elsewhere and runs again there. */
  guarded<T>(run: (store: TrafficStore) => T, doing: Doing = 'writing'): T {
    try {
      return run(this.#store);
    } catch (error) {
      if (this.#file === undefined || !isSqliteError(error)) throw error;
      if (isDamaged(error) && !this.#hasBegunAnew) this.#beginAnew(this.#file, error.message);
      else this.goOnInMemory(this.#file, doing, error.message);
    }
    return this.guarded(run, doing);
  }

  /** Leaves the file, whose messages stay readable if they can be. */
  goOnInMemory(file: string, doing: Doing, why: string): void {
    this.#giveUpFailed();
    this.#inMemory({ store: this.#store, file }, inMemoryOnly(`${doing} ${file} failed (${why})`));
  }

  /** What the stores give, the earlier messages first. */
  fromAll<T>(read: (store: TrafficStore) => T): readonly T[] {
    // Reading the later ones may show that the file failed.
    const later = this.guarded(read, 'reading');
    this.#tellDamage();
    const failed = this.#failed;
    const earlier = this.fromFailed(read);
    return failed === undefined || this.#failed === undefined ? [later] : [earlier as T, later];
  }

  /** What the store gives whose file failed; `undefined` when there is none. */
  fromFailed<T>(read: (store: TrafficStore) => T): T | undefined {
    if (this.#failed === undefined) return undefined;
    try {
      return read(this.#failed.store);
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      this.#giveUpFailed();
      return undefined;
    }
  }

  /** The payloads of a chunk that {@link fromAll} gave; empty when they cannot be read any more. */
  payloadsOf(chunk: Chunk): Buffer {
    try {
      const payloads = chunk.payloads();
      this.#tellDamage();
      return payloads;
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      if (this.#file === undefined) this.#giveUpFailed();
      else this.goOnInMemory(this.#file, 'reading', error.message);
      return Buffer.alloc(0);
    }
  }

  /** Lets go of the oldest chunks as long as `isDue` says so, and gives them. */
  drop(isDue: (oldest: ChunkEntry) => boolean): readonly ChunkEntry[] {
    const failed = this.#failed?.store;
    // What is in a file that cannot be written cannot be deleted.
    const gone = failed === undefined ? this.guarded((store) => store.drop(isDue)) : failed.leaveOut(isDue);
    if (failed !== undefined && failed.oldest === undefined) this.#closeFailed();
    return gone;
  }

  /** Lets go of the oldest messages where those in memory take more than so many bytes. */
  makeRoom(most: number): void {
    if (this.#file !== undefined || this.#store.bytes <= most) return;
    this.#giveUpFailed();
    this.left.add('dropped', [ownOf(this.#store.drop(() => this.#store.bytes > most))]);
  }

  /** Deletes everything; see `TrafficArchive.clear`. */
  clear(): void {
    if (this.#failed !== undefined && this.#failed.file !== this.#home) this.#deleteFailed(this.#failed);
    const gone = [this.#failed?.store.own ?? noneOwn, this.#store.own];
    const inFile = this.#failed ?? (this.#file === undefined ? undefined : { store: this.#store, file: this.#file });
    if (inFile !== undefined) this.#clearFile(inFile);
    else if (!this.#isClearedAtHome()) this.#store.clear();
    this.left.add('cleared', gone);
  }

  /** Writes what waits and lets go of the files. What cannot be written is counted as dropped, and told. */
  close(): void {
    try {
      this.#writeLast();
    } finally {
      this.#letGo();
    }
  }

  #letGo(): void {
    try {
      this.#closeFailed();
    } finally {
      this.#store.abandon();
    }
  }

  #writeLast(): void {
    try {
      this.#store.flush();
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      if (this.#file !== undefined && isDamaged(error) && !this.#hasBegunAnew) {
        this.#beginAnew(this.#file, error.message);
        this.#writeLast();
      } else this.#loseWaiting(error.message);
    }
  }

  #loseWaiting(why: string): void {
    const lost = this.#store.loseWaiting();
    this.left.add('dropped', [lost]);
    const count = lost.session + lost.platform;
    if (this.#file !== undefined && count > 0) this.#moved({ file: this.#file, notice: notWritten(this.#file, count, why) });
  }

  #inMemory(failed: FailedStore | undefined, notice: string): void {
    const memory = openMemory();
    memory.takeOver(this.#store);
    memory.flush();
    this.#failed = failed;
    this.#store = memory;
    this.#file = undefined;
    this.#moved({ notice });
  }

  #beginAnew(file: string, why: string): void {
    this.#hasBegunAnew = true;
    const { store, aside, earlier } = beginAnew(this.#store, file);
    if (earlier === undefined) this.left.add('dropped', [ownOf(this.#store.leaveOut(() => true))]);
    const failed = earlier && { store: earlier, file: aside };
    if (store === undefined) {
      this.#inMemory(failed, inMemoryOnly(`${file} is damaged (${why}), and no new one could be made`));
      return;
    }
    this.#failed = failed;
    this.#store = store;
    this.#toldDamage = undefined;
    this.#moved({ file, notice: begunAnew(file, aside, why) });
  }

  #clearFile(inFile: FailedStore): void {
    const { store, file } = inFile;
    const before = store.own;
    const { store: next, notice } = clearFile(store, { file, end: this.#store.end }, (again) => {
      // What it could not do is to delete the bytes, too.
      if (store.isEmpty) this.left.add('cleared', [before]);
      this.#replace(inFile, again);
    });
    if (next === undefined) this.#moved({ notice: withMore(inMemoryOnly(`${file} was deleted, and no new one could be made`), notice) });
    else if (this.#failed !== undefined || next !== store) this.#moved({ file, ...(notice === undefined ? {} : { notice }) });
    if (this.#failed !== undefined) this.#store.abandon();
    this.#failed = undefined;
    this.#store = next ?? memoryAt(this.#store.end);
    this.#file = next === undefined ? undefined : file;
    this.#toldDamage = undefined;
  }

  /** Clears the file of a log that had to give it up, and goes on there; says whether that was possible. */
  #isClearedAtHome(): boolean {
    const file = this.#home;
    const store = file === undefined ? undefined : opened(file);
    if (file === undefined || store === undefined) return false;
    this.#failed = { store, file };
    try {
      this.#clearFile(this.#failed);
      return true;
    } catch (error) {
      // Its rows left the log when it was given up.
      this.#closeFailed();
      throw error;
    }
  }

  /** Deletes a damaged file that stands beside the new one. */
  #deleteFailed(failed: FailedStore): void {
    failed.store.abandon();
    const notice = deleteFile(failed.store, failed.file, (again) => this.#replace(failed, again));
    this.left.add('cleared', [failed.store.own]);
    this.#failed = undefined;
    if (this.#file !== undefined) this.#moved({ file: this.#file, ...(notice === undefined ? {} : { notice }) });
  }

  /** A store was closed, and opened again if that was possible. */
  #replace({ store, file }: FailedStore, again: TrafficStore | undefined): void {
    const isFailed = this.#failed?.store === store;
    again?.takeWaiting(store);
    if (again === undefined) this.left.add('dropped', [ownOf(store.leaveOut(() => true))]);
    if (isFailed) this.#failed = again && { store: again, file };
    else if (again === undefined) this.#inMemory(undefined, inMemoryOnly(`${file} can no longer be opened`));
    else this.#store = again;
  }

  /** A part of the file cannot be read: the log goes on there, as long as it can be written. */
  #tellDamage(): void {
    const { damage } = this.#store;
    if (damage === undefined || damage === this.#toldDamage || this.#file === undefined) return;
    this.#toldDamage = damage;
    this.#moved({ file: this.#file, notice: partlyBlank(this.#file, damage.message) });
  }

  /** The failed file's messages leave the log; the log begins with what is in the current store. */
  #giveUpFailed(): void {
    this.left.add('dropped', [ownOf(this.#failed?.store.leaveOut(() => true) ?? [])]);
    this.#closeFailed();
  }

  #closeFailed(): void {
    const failed = this.#failed;
    this.#failed = undefined;
    failed?.store.abandon();
  }
}

function memoryAt(end: number): TrafficStore {
  const memory = openMemory();
  memory.startAt(end);
  return memory;
}

function withMore(notice: string, more: string | undefined): string {
  return more === undefined ? notice : `${notice} ${more}`;
}

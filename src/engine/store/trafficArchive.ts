import type { DetailFacts, OriginFacts } from '../../filter/facts.ts';
import type { Retention } from '../../rpc/log/logCalls.ts';
import type { LogExtent } from '../../rpc/log/traffic.ts';
import { defaultMemoryBytes, type ArchiveOptions } from './archiveOptions.ts';
import type { Chunk } from './chunk.ts';
import type { ChunkEntry } from './chunkIndex.ts';
import { FileWatch } from './fileWatch.ts';
import { FlushTimer } from './flushTimer.ts';
import { KeptStores } from './keptStores.ts';
import { ownOf, type LeftRows } from './leftRows.ts';
import type { OpenedStore } from './openStore.ts';
import { unknownOrigin } from './originTable.ts';
import { Pruner } from './pruner.ts';
import type { EventChange, Link, LoggedDetails, LoggedMessage, RemarkChange, Verdict } from './storedMessage.ts';
import type { StoredColumns } from './storedColumns.ts';

/**
 * Everything the log holds: in the opened store, and when its file fails, from then on in memory, while the
 * file's messages stay readable as long as the file can be read. Writes in batches.
 */
export class TrafficArchive {
  readonly #kept: KeptStores;
  readonly #pruner: Pruner;
  readonly #watch: FileWatch;
  readonly #timer: FlushTimer;
  readonly #memoryBytes: number;

  constructor(opened: OpenedStore, { clock, moved, pruned = () => undefined, memoryBytes = defaultMemoryBytes }: ArchiveOptions) {
    this.#kept = new KeptStores(opened, moved);
    this.#memoryBytes = memoryBytes;
    this.#watch = new FileWatch(clock);
    this.#timer = new FlushTimer(clock, () => this.#flush());
    this.#pruner = new Pruner({
      clock,
      pruned,
      bytes: () => this.bytes,
      oldest: () => this.#kept.oldest,
      drop: (isDue) => this.#prune(isDue),
    });
  }

  get extent(): LogExtent {
    return { first: this.#kept.first.extent.first, end: this.end };
  }

  /** The number that the next message gets. */
  get end(): number {
    return this.#kept.current.end;
  }

  /** How many messages of this run are no longer in the log, and why. */
  get left(): LeftRows {
    return this.#kept.left.counts;
  }

  /** Bytes that the messages take. */
  get bytes(): number {
    return this.#kept.bytes;
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
    this.#kept.current.append(message);
    this.#timer.wait(this.#kept.current);
    return this.end - 1;
  }

  /** Takes a message as its parts, with its details where it has any. */
  appendPlain(origin: OriginFacts, time: number, flags: number, payload: Uint8Array, details?: LoggedDetails): void {
    this.#kept.current.appendPlain(origin, time, flags, payload, details);
    this.#timer.wait(this.#kept.current);
  }

  link(link: Link): void {
    this.#kept.current.link(link);
    this.#timer.wait(this.#kept.current);
  }

  /** Notes a verdict that came later than its message; for one that is no longer in the log it does nothing. */
  judge(verdict: Verdict): void {
    this.#kept.current.judge(verdict);
    this.#timer.wait(this.#kept.current);
  }

  /** Replaces what the order of messages says about one; for one that is no longer in the log it does nothing. */
  remark(change: RemarkChange): void {
    this.#kept.current.remark(change);
    this.#timer.wait(this.#kept.current);
  }

  /** Replaces a connection event; for one that is no longer in the log it does nothing. */
  changeEvent(change: EventChange): void {
    this.#kept.current.changeEvent(change);
    this.#timer.wait(this.#kept.current);
  }

  /** The messages `from` up to `to`, as far as they exist, with the head of their payloads. */
  rows(from: number, to: number): readonly StoredColumns[] {
    return this.#kept.fromAll((store) => store.rows(from, to)).flat();
  }

  message(seq: number): StoredColumns | undefined {
    return this.#kept.fromAll((store) => store.message(seq)).find((found) => found !== undefined);
  }

  /** The messages `from` up to `to`, as far as they exist, with their whole payloads. */
  stored(from: number, to: number): readonly StoredColumns[] {
    return this.#kept.fromAll((store) => store.stored(from, to)).flat();
  }

  /** The chunks that hold the messages `from` up to `to`, each read when it is asked for. */
  *chunks(from: number, to: number): Generator<Chunk> {
    for (let at = from; at < to;) {
      const chunk = this.#kept.fromAll((store) => store.chunkFrom(at)).find((found) => found !== undefined);
      if (chunk === undefined || chunk.first >= to) return;
      yield { ...chunk, payloads: () => this.#kept.payloadsOf(chunk) };
      at = chunk.first + chunk.count;
    }
  }

  /** What messages with this number share; empty texts when nobody knows it any more. */
  origin(id: number): OriginFacts {
    return this.#kept.guarded((store) => store.origin(id)) ?? this.#kept.fromFailed((failed) => failed.origin(id)) ?? unknownOrigin;
  }

  /** The details of those of the messages `from` up to `to` that have any. */
  details(from: number, to: number): ReadonlyMap<number, DetailFacts> {
    const [first = new Map<number, DetailFacts>(), ...others] = this.#kept.fromAll((store) => store.details(from, to));
    // What became known about a message after its file had failed is without the rest of its details: it does not replace them.
    return others.length === 0
      ? first
      : new Map([...first, ...others.flatMap((details) => [...details]).filter(([seq]) => !first.has(seq))]);
  }

  /**
   * Deletes everything, also from a file that failed, and goes on in the file if it can be written again.
   * @throws Refusal when the file can neither be written nor deleted; then nothing is deleted.
   */
  clear(): void {
    this.#kept.clear();
  }

  /** Writes what waits and lets go of the files, whatever becomes of them: what cannot be written is counted as dropped, and told. */
  close(): void {
    this.#timer.dispose();
    this.#pruner.dispose();
    this.#kept.close();
  }

  #flush(): void {
    const { file } = this.#kept;
    if (file !== undefined && this.#watch.isGone(file)) this.#kept.goOnInMemory(file, 'writing', 'the file was deleted');
    this.#kept.guarded((store) => store.flush());
    this.#kept.makeRoom(this.#memoryBytes);
    this.#pruner.look();
  }

  /** Lets go of the oldest chunks; gives how many messages they held. */
  #prune(isDue: (oldest: ChunkEntry) => boolean): number {
    const gone = this.#kept.drop(isDue);
    this.#kept.left.add('pruned', [ownOf(gone)]);
    return gone.reduce((sum, { count }) => sum + count, 0);
  }
}

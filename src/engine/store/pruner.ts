import type { Retention } from '../../rpc/log/logCalls.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { ChunkEntry } from './chunkIndex.ts';

/** What prunes, and what it must know. */
export interface PrunerOptions {
  readonly clock: Clock;
  /** Deletes the oldest chunks as long as `isDue` says so, and gives how many messages left. */
  readonly drop: (isDue: (oldest: ChunkEntry) => boolean) => number;
  readonly oldest: () => ChunkEntry | undefined;
  /** Bytes that the log takes. */
  readonly bytes: () => number;
  /** Messages left. */
  readonly pruned: () => void;
}

/** One step takes a few milliseconds; so much later comes the next one, and messages in between. */
const stepMs = 5;
const stepChunks = 16;
/** Time passes also when nothing arrives. */
const lookMs = 60_000;

const megabyte = 1_000_000;
const dayMs = 86_400_000;

/** Keeps a log within its retention, in steps that are small enough to keep nobody waiting. */
export class Pruner {
  readonly #options: PrunerOptions;
  /** Undefined for everything. */
  #retention: Retention | undefined;
  #count = 0;
  #step: Timer | undefined;
  #look: Timer | undefined;

  constructor(options: PrunerOptions) {
    this.#options = options;
  }

  /** How many messages left. */
  get count(): number {
    return this.#count;
  }

  retain(retention: Retention): void {
    this.#retention = retention;
    this.#keepLooking();
  }

  /** The log may hold too much. */
  look(): void {
    const oldest = this.#options.oldest();
    if (oldest !== undefined && this.#isOver(oldest)) this.#step ??= this.#options.clock.after(stepMs, () => this.#prune());
  }

  dispose(): void {
    this.#step?.cancel();
    this.#look?.cancel();
  }

  #keepLooking(): void {
    this.#look?.cancel();
    this.#look = this.#options.clock.after(lookMs, () => this.#keepLooking());
    this.look();
  }

  #prune(): void {
    this.#step = undefined;
    let left = stepChunks;
    const count = this.#options.drop((oldest) => left-- > 0 && this.#isOver(oldest));
    this.#count += count;
    if (count > 0) this.#options.pruned();
    this.look();
  }

  #isOver({ newest }: ChunkEntry): boolean {
    if (this.#retention === undefined) return false;
    const { megabytes, days } = this.#retention;
    return newest < this.#options.clock.now() - days * dayMs || this.#options.bytes() > megabytes * megabyte;
  }
}

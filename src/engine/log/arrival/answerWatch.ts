import type { Clock, Timer } from '../../../rpc/node/clock.ts';
import { answerTimeoutMs } from '../../../wiotp/limits.ts';
import { OldestFirst } from './oldestFirst.ts';

/** Where the time comes from, and who is told. */
export interface AnswerWatchOptions {
  readonly clock: Clock;
  /** Nobody answered this request in time. */
  readonly timedOut: (seq: number) => void;
}

/** So many open requests are watched; of more, the oldest time out untold. */
const mostWatched = 10_000;

/** Tells when requests of Device Management are no longer waiting but unanswered. */
export class AnswerWatch {
  readonly #options: AnswerWatchOptions;
  /** When each request times out, in milliseconds since the epoch, by its number. */
  readonly #open = new OldestFirst<number, number>();
  #timer: Timer | undefined;

  constructor(options: AnswerWatchOptions) {
    this.#options = options;
  }

  /** A request that crossed the wire at this time waits. */
  opened(seq: number, time: number): void {
    this.#open.set(seq, time + answerTimeoutMs);
    const { oldest } = this.#open;
    if (this.#open.size > mostWatched && oldest !== undefined) this.#open.delete(oldest.key);
    this.#schedule();
  }

  answered(seq: number): void {
    this.#open.delete(seq);
  }

  /** Forgets all requests. */
  clear(): void {
    this.#open.clear();
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #schedule(): void {
    if (this.#timer !== undefined) return;
    const { oldest } = this.#open;
    if (oldest === undefined) return;
    // Requests come in the order of their numbers; the clocks of two sources may differ a little, and so may this.
    const ms = Math.min(Math.max(0, oldest.value - this.#options.clock.now()), answerTimeoutMs);
    this.#timer = this.#options.clock.after(ms, () => this.#look());
  }

  #look(): void {
    this.#timer = undefined;
    const now = this.#options.clock.now();
    for (let { oldest } = this.#open; oldest !== undefined && oldest.value <= now; { oldest } = this.#open) {
      this.#open.delete(oldest.key);
      this.#options.timedOut(oldest.key);
    }
    this.#schedule();
  }
}

import type { Clock, Timer } from '../../rpc/node/clock.ts';

/** With what messages take to get here from the wire (a platform gathers 20 ms, the log's thread 4 ms) less than the 100 ms that a crash may lose. */
const flushMs = 75;
const flushMessages = 1_000;
const flushBytes = 4 * 1024 * 1024;

/** Gathers messages into batches: runs `flush` 75 ms after the first message, or at once when there are many. */
export class FlushTimer {
  readonly #clock: Clock;
  readonly #flush: () => void;
  #timer: Timer | undefined;

  constructor(clock: Clock, flush: () => void) {
    this.#clock = clock;
    this.#flush = flush;
  }

  /** So much waits to be written. */
  wait({ waiting, waitingBytes }: { readonly waiting: number; readonly waitingBytes: number }): void {
    if (waiting >= flushMessages || waitingBytes >= flushBytes) this.#run();
    else this.#timer ??= this.#clock.after(flushMs, () => this.#run());
  }

  dispose(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #run(): void {
    this.dispose();
    this.#flush();
  }
}

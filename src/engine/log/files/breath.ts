import { setImmediate } from 'node:timers/promises';

/** Nobody keeps the log's thread longer than this at a time, in milliseconds: it takes in traffic as well. */
const mostMs = 10;

/** Lets the thread do other things in the middle of long work. */
export class Breath {
  #since = performance.now();

  /** Whether it is time to {@link take} one. */
  get isDue(): boolean {
    return performance.now() - this.#since > mostMs;
  }

  async take(): Promise<void> {
    await setImmediate();
    this.#since = performance.now();
  }
}

import { setImmediate } from 'node:timers/promises';

/** The log's thread takes in traffic as well: nobody keeps it longer than this at a time, in milliseconds. */
const mostMs = 8;

/** Everybody's breaths, one behind the other: several readers at once do not keep the thread longer than one. */
let latest: Promise<void> = Promise.resolve();

/**
 * Lets the log's thread do other things in the middle of long work. The only way to do so: work asks {@link isDue} after every little
 * piece, and takes a breath when it is. Whoever may be stopped meanwhile looks behind each breath whether they were.
 */
export class Breath {
  readonly #ms: number;
  #since = performance.now();

  /** Counts from now on. `ms` is how long work may take that must not even be that long. */
  constructor(ms = mostMs) {
    this.#ms = ms;
  }

  /** Whether it is time to {@link take} one. */
  get isDue(): boolean {
    return performance.now() - this.#since >= this.#ms;
  }

  /** Ends in a later turn of the event loop, in which nobody else's breath ends. */
  async take(): Promise<void> {
    latest = latest.then(() => setImmediate());
    await latest;
    this.#since = performance.now();
  }
}

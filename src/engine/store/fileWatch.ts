import { statSync } from 'node:fs';
import type { Clock } from '../../rpc/node/clock.ts';

const lookMs = 1_000;

/** Notices that a file is no longer there: a database that is deleted while it is open takes everything, and keeps nothing. */
export class FileWatch {
  readonly #clock: Clock;
  #looked = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the file is gone; looks at most once a second. */
  isGone(file: string): boolean {
    const now = this.#clock.now();
    if (Math.abs(now - this.#looked) < lookMs) return false;
    this.#looked = now;
    return statSync(file, { throwIfNoEntry: false }) === undefined;
  }
}

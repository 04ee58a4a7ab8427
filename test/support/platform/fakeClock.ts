import type { Clock, Timer } from '../../../src/rpc/node/clock.ts';

/** A clock that a test turns by hand. Begins at 1,000,000 ms. */
export class FakeClock implements Clock {
  #now = 1_000_000;
  readonly #timers = new Map<symbol, { readonly at: number; readonly run: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): Timer {
    const name = Symbol('timer');
    this.#timers.set(name, { at: this.#now + ms, run });
    return { cancel: () => void this.#timers.delete(name) };
  }

  /** Timers that have neither run nor been cancelled. */
  get pending(): number {
    return this.#timers.size;
  }

  /** How many timers run in exactly so many milliseconds. */
  dueIn(ms: number): number {
    return [...this.#timers.values()].filter(({ at }) => at === this.#now + ms).length;
  }

  /** Lets time pass and runs what is due, in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [due] = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
      if (due === undefined) break;
      const [name, { at, run }] = due;
      this.#timers.delete(name);
      this.#now = at;
      run();
    }
    this.#now = end;
  }
}

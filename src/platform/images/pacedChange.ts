import type { Clock, Timer } from '../clock.ts';

/** At most ten times a second. */
const leastGapMs = 100;

/** Passes news on at once, and the next only after a moment: several that come meanwhile are one. */
export class PacedChange {
  readonly #clock: Clock;
  readonly #changed: () => void;
  #timer: Timer | undefined;
  #again = false;

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  tell(): void {
    if (this.#timer !== undefined) {
      this.#again = true;
      return;
    }
    this.#timer = this.#clock.after(leastGapMs, () => {
      this.#timer = undefined;
      if (!this.#again) return;
      this.#again = false;
      this.tell();
    });
    this.#changed();
  }

  dispose(): void {
    this.#timer?.cancel();
  }
}

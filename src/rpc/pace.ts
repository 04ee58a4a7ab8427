/** Where a pace gets its time from. */
export interface PaceClock {
  /** Calls `run` once, `ms` milliseconds from now, unless it is cancelled before. */
  after(ms: number, run: () => void): { cancel(): void };
}

const ownClock: PaceClock = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return { cancel: () => clearTimeout(timer) };
  },
};

/** Calls `run` at most once per `ms`: at once when idle, and once more at the end if asked meanwhile. */
export class Pace {
  readonly #run: () => void;
  readonly #ms: number;
  readonly #clock: PaceClock;
  #timer: ReturnType<PaceClock['after']> | undefined;
  #again = false;

  constructor(run: () => void, ms: number, clock: PaceClock = ownClock) {
    this.#run = run;
    this.#ms = ms;
    this.#clock = clock;
  }

  /** Asks for a call. */
  poke(): void {
    if (this.#timer !== undefined) {
      this.#again = true;
      return;
    }
    this.#call();
  }

  /** Calls at once, also before it is time: for what keeps a pace of its own. A call that was due is this one. */
  now(): void {
    this.dispose();
    this.#call();
  }

  /** Forgets a call that is due. */
  dispose(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#again = false;
  }

  #call(): void {
    this.#timer = this.#clock.after(this.#ms, () => {
      this.#timer = undefined;
      if (!this.#again) return;
      this.#again = false;
      this.poke();
    });
    this.#run();
  }
}

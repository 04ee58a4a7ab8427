/** Time as a part of the program sees it, so that a test can turn it by hand. */
export interface Clock {
  /** Milliseconds since the epoch, with a fraction. Goes back only when the computer's clock is set back. */
  now(): number;
  /** Calls `run` once, `ms` milliseconds from now, unless it is cancelled before. */
  after(ms: number, run: () => void): Timer;
}

/** A call that has not happened yet. */
export interface Timer {
  cancel(): void;
}

/** A step of the computer's clock that is larger than this moves ours, too. */
const stepMs = 50;

let offset = performance.timeOrigin;

/** The time of this machine. */
export const systemClock: Clock = {
  now() {
    const ticks = performance.now();
    // The fine counter stands still while the computer sleeps, and the wall clock may be set.
    if (Math.abs(Date.now() - offset - ticks) > stepMs) offset = Date.now() - ticks;
    return offset + ticks;
  },
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return { cancel: () => clearTimeout(timer) };
  },
};

/** Time as the platform sees it. Tests bring their own. */
export interface Clock {
  /** Milliseconds since the epoch, with a fraction; never goes back. */
  now(): number;
  /** Calls `run` once, `ms` from now, unless it is cancelled before. */
  after(ms: number, run: () => void): Timer;
}

/** A call that has not happened yet. */
export interface Timer {
  cancel(): void;
}

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return { cancel: () => clearTimeout(timer) };
  },
};

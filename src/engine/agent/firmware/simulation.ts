import type { Clock, Timer } from '../../../rpc/node/clock.ts';

/** Something that takes its time, which can be stopped. */
export interface Run {
  /** Nothing more is heard of it. */
  stop(): void;
}

const steps = 10;

/** Something that only takes time: tells how far it is, from 0 to 1, and when it is done. */
export function simulate(clock: Clock, seconds: number, progress: (part: number) => void, done: () => void): Run {
  let step = 0;
  let timer: Timer;
  const next = (): void => {
    timer = clock.after((seconds * 1_000) / steps, () => {
      step++;
      if (step === steps) return done();
      progress(step / steps);
      next();
    });
  };
  next();
  return { stop: () => timer.cancel() };
}

import type { RestActionStatus } from '../../rpc/restAction.ts';

/** How an action is followed. */
export interface Following {
  readonly status: () => Promise<RestActionStatus>;
  /** Resolves after so many milliseconds, or as soon as nobody waits any more. */
  readonly pause: (ms: number) => Promise<void>;
  /** Whether nobody waits any more. */
  readonly isOver: () => boolean;
  /** Is told how far the device is, whenever it was asked for. */
  readonly told: (status: RestActionStatus) => void;
}

/** For how long an action is followed, and how often it is looked at. */
export const followSeconds = 60;

/** Follows an action until it is complete, until nobody waits any more, or for a minute; gives what was known last. */
export async function followRestAction({ status, pause, isOver, told }: Following): Promise<RestActionStatus> {
  for (let second = 0; ; second++) {
    const now = await status();
    told(now);
    if (now.complete || isOver() || second >= followSeconds) return now;
    await pause(1000);
  }
}

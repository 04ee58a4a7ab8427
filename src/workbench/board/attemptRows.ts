import type { AttemptRow } from '../../rpc/boardContract.ts';
import type { DeviceName } from '../../rpc/deviceState.ts';
import type { CountedAttempt } from './attemptHistory.ts';
import { isOutside } from './peer.ts';

/** What is known around attempts by now. */
export interface AttemptSurroundings {
  /** The addresses of the platform's own machine. */
  readonly own: ReadonlySet<string>;
  readonly isRegistered: (device: DeviceName) => boolean;
}

/** Attempts as they are shown now: one whose device was registered meanwhile offers that no more. */
export function attemptRows(counted: readonly CountedAttempt[], { own, isRegistered }: AttemptSurroundings): readonly AttemptRow[] {
  return counted.map(({ id, attempt, times }) => {
    const { registrable, ...rest } = attempt;
    const offered = registrable === undefined || isRegistered(registrable) ? {} : { registrable };
    return { id, attempt: { ...rest, ...offered }, times, outside: isOutside(attempt.peer, own) };
  });
}

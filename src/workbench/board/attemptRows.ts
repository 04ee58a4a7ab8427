import type { ConnectionAttempt } from '../../rpc/board/attempt.ts';
import type { AttemptRow } from '../../rpc/board/boardContract.ts';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { CountedAttempt } from './attemptHistory.ts';
import { isOutside } from './peer.ts';

/** What is known around attempts by now. */
export interface AttemptSurroundings {
  /** The addresses of the platform's own machine. */
  readonly own: ReadonlySet<string>;
  readonly isRegistered: (device: DeviceName) => boolean;
  /** The client ID of the device that is waited for. */
  readonly awaited?: string | undefined;
  /** Whether it is waited for on the platform's own machine. */
  readonly fromHere: boolean;
}

/**
 * Attempts as they are shown now: first those of the device that is waited for and those that offer to register one, then the
 * others, the routine of the platform's own machine marked. One whose device was registered meanwhile offers that no more.
 */
export function attemptRows(counted: readonly CountedAttempt[], surroundings: AttemptSurroundings): readonly AttemptRow[] {
  const rows = counted.map((one) => attemptRow(one, surroundings));
  return [...rows.filter(matters), ...rows.filter((row) => !matters(row))];
}

function attemptRow({ id, attempt, times }: CountedAttempt, { own, isRegistered, awaited, fromHere }: AttemptSurroundings): AttemptRow {
  const { registrable, ...rest } = attempt;
  const offered = registrable === undefined || isRegistered(registrable) ? {} : { registrable };
  const outside = isOutside(attempt.peer, own);
  const isAwaited = awaited !== undefined && attempt.clientId === awaited;
  const routine = !outside && !isAwaited && isRoutine(attempt, fromHere);
  return { id, attempt: { ...rest, ...offered }, times, outside, awaited: isAwaited, routine };
}

function matters({ awaited, attempt }: AttemptRow): boolean {
  return awaited || attempt.registrable !== undefined;
}

/** On the platform's own machine windows and tools come and go; a board that is simulated there begins as nobody knows whom. */
function isRoutine({ stage }: ConnectionAttempt, fromHere: boolean): boolean {
  if (stage === 'refused') return false;
  return !fromHere || stage === 'accepted' || stage === 'closed' || stage === 'http';
}

import type { StoreState } from '../../rpc/engineContract.ts';
import type { Clock } from '../../rpc/node/clock.ts';

/** What an archive is told besides its store. */
export interface ArchiveOptions {
  readonly clock: Clock;
  /** The log is kept elsewhere from now on, or something else about its file is to be known. */
  readonly moved: (state: StoreState) => void;
  /** Messages left the log because of its retention. */
  readonly pruned?: () => void;
  /** Bytes that a log in memory may take; the oldest messages make room. */
  readonly memoryBytes?: number;
}

export const defaultMemoryBytes = 256 * 1024 * 1024;

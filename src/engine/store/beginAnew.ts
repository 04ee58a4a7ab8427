import { moveAside } from './moveAside.ts';
import { opened, reopened } from './openStore.ts';
import type { TrafficStore } from './trafficStore.ts';

/** What became of a log whose file is damaged. */
export interface BegunAnew {
  /** A new file in place of the damaged one, with its numbers and all that waited there; `undefined` when none could be made. */
  readonly store: TrafficStore | undefined;
  /** What the damaged file is called now. */
  readonly aside: string;
  /** What can be read in the damaged file; `undefined` when it cannot even be opened again. */
  readonly earlier: TrafficStore | undefined;
}

/** Renames a damaged log's file and begins a new one in its place. The damaged store is closed; what waits there still does if there is no new one. */
export function beginAnew(damaged: TrafficStore, file: string): BegunAnew {
  // Windows renames no file that is open, and SQLite would take the new one's companions for its own.
  damaged.abandon();
  let aside: string;
  try {
    aside = moveAside(file);
  } catch {
    return { store: undefined, aside: file, earlier: reopened(file, damaged) };
  }
  return { store: opened(file, (store) => store.takeOver(damaged)), aside, earlier: reopened(aside, damaged) };
}

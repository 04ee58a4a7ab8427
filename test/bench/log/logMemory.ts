// A process that stands for the extension host: it opens the log in a folder and searches it. Started by ../log.ts; sends how much
// memory that added.
import process from 'node:process';
import { search, searches } from './searches.ts';
import { withEngine } from './withEngine.ts';

/** What this process tells, in megabytes. */
export interface AddedMemory {
  /** On the heap of its own thread. */
  readonly heap: number;
  /** To the process as a whole. */
  readonly process: number;
}

const [, , folder = ''] = process.argv;

globalThis.gc?.();
const before = process.memoryUsage();
await withEngine(folder, async (running) => {
  for (const filter of Object.values(searches)) await search(running, filter);
  globalThis.gc?.();
  const after = process.memoryUsage();
  process.send?.({
    heap: (after.heapUsed - before.heapUsed) / 2 ** 20,
    process: (after.rss - before.rss) / 2 ** 20,
  } satisfies AddedMemory);
});

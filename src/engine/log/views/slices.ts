/** The log's thread takes in traffic as well: nobody keeps it longer than this at once, in milliseconds. */
const sliceMs = 8;

/**
 * Runs steps until they are done or stopped, with everybody else's work between slices of a few milliseconds, and before the first.
 * `step` does a little and tells whether there is more to do; `paused` is called behind each slice that left something to do.
 */
export async function inSlices(step: () => boolean, isStopped: () => boolean, paused?: () => void): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve));
    if (isStopped() || stepsFor(sliceMs, step)) return;
    paused?.();
  }
}

/** Runs steps for about so many milliseconds, at least one; tells whether they are all done. */
export function stepsFor(ms: number, step: () => boolean): boolean {
  const end = performance.now() + ms;
  do {
    if (!step()) return true;
  } while (performance.now() < end);
  return false;
}

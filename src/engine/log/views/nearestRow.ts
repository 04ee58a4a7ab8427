import type { Plan } from '../../../filter/plan.ts';
import type { FindQuestion } from '../../../rpc/log/logCalls.ts';
import type { Chunk } from '../../store/chunk.ts';
import type { LogReader } from '../reading/logReader.ts';
import { ChunkSearch } from './chunkSearch.ts';
import { inSlices } from './slices.ts';

/** Where to begin, and which way to go. */
export type Way = Pick<FindQuestion, 'seq' | 'direction'>;

/**
 * The nearest message before or behind another that passes a plan, in slices; `undefined` when there is none, or the log was
 * cleared or `isStopped` meanwhile.
 */
export async function nearestRow(reader: LogReader, plan: Plan, way: Way, isStopped = () => false): Promise<number | undefined> {
  const search = new ChunkSearch(reader, plan);
  let found: number | undefined;
  let isCleared = false;
  const observed = reader.observe({
    grew: () => undefined,
    cleared: () => {
      isCleared = true;
    },
  });
  const step = stepsFrom(reader, way, (chunk, seqs) => {
    const passes = search.in(chunk);
    found = seqs.find((seq) => passes(seq - chunk.first));
    return found === undefined;
  });
  try {
    await inSlices(step, () => isCleared || isStopped());
  } finally {
    observed.dispose();
  }
  return isCleared || isStopped() ? undefined : found;
}

/**
 * Gives a step for slices that goes through the chunks of a log from a message on, without that message. `look` gets a chunk with
 * the numbers of its messages in the order of the way, and tells whether to go on.
 */
export function stepsFrom(
  reader: LogReader,
  { seq, direction }: Way,
  look: (chunk: Chunk, seqs: readonly number[]) => boolean,
): () => boolean {
  const isBack = direction === 'back';
  let next = isBack ? seq - 1 : seq + 1;
  return () => {
    const { first, end } = reader.extent;
    next = isBack ? Math.min(next, end - 1) : Math.max(next, first);
    if (next < first || next >= end) return false;
    const [chunk] = reader.chunks(next, next + 1);
    if (chunk === undefined) return false;
    const stop = isBack ? chunk.first - 1 : chunk.first + chunk.count;
    const seqs = Array.from({ length: Math.abs(stop - next) }, (_, at) => (isBack ? next - at : next + at));
    next = stop;
    return look(chunk, seqs);
  };
}

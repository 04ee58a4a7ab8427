import type { Plan } from '../../../filter/plan.ts';
import type { FindQuestion } from '../../../rpc/log/logCalls.ts';
import type { Chunk } from '../../store/chunk.ts';
import { Breath } from '../breath.ts';
import type { LogReader } from '../reading/logReader.ts';
import { ChunkSearch } from './chunkSearch.ts';
import { stretchMessages } from './stretch.ts';

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
  let opened: { readonly chunk: Chunk; readonly passes: (index: number) => boolean } | undefined;
  const step = stepsFrom(reader, way, (chunk, seqs) => {
    if (opened?.chunk !== chunk) opened = { chunk, passes: search.in(chunk) };
    const { passes } = opened;
    found = seqs.find((seq) => passes(seq - chunk.first));
    return found === undefined;
  });
  try {
    await untilDone(step, () => isCleared || isStopped());
  } finally {
    observed.dispose();
  }
  return isCleared || isStopped() ? undefined : found;
}

/**
 * Takes steps until there are no more to take, or it is stopped, with breaths between and before the first. Behind each breath the log
 * is asked first: whoever is stopped because it was closed is told so.
 */
export async function untilDone(step: () => boolean, isStopped: () => boolean): Promise<void> {
  const breath = new Breath();
  await breath.take();
  while (step() && !isStopped()) if (breath.isDue) await breath.take();
}

/**
 * Gives a step that goes through the chunks of a log from a message on, without that message. `look` gets a chunk with
 * the numbers of some of its messages in the order of the way, and tells whether to go on. The same chunk is the same object.
 */
export function stepsFrom(
  reader: LogReader,
  { seq, direction }: Way,
  look: (chunk: Chunk, seqs: readonly number[]) => boolean,
): () => boolean {
  const isBack = direction === 'back';
  let next = isBack ? seq - 1 : seq + 1;
  let chunk: Chunk | undefined;
  return () => {
    const { first, end } = reader.extent;
    next = isBack ? Math.min(next, end - 1) : Math.max(next, first);
    if (next < first || next >= end) return false;
    if (chunk === undefined || next < chunk.first || next >= chunk.first + chunk.count) [chunk] = reader.chunks(next, next + 1);
    if (chunk === undefined) return false;
    const left = isBack ? next - chunk.first + 1 : chunk.first + chunk.count - next;
    const count = Math.min(left, stretchMessages);
    const from = next;
    next += isBack ? -count : count;
    return look(
      chunk,
      Array.from({ length: count }, (_, at) => (isBack ? from - at : from + at)),
    );
  };
}

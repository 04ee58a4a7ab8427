import type { Chunk } from '../../store/chunk.ts';
import { Breath } from '../breath.ts';
import type { LogReader } from './logReader.ts';

/** Messages by their numbers, `end` exclusive. */
export interface Span {
  readonly from: number;
  readonly end: number;
}

/** A chunk, and where in it the messages lie that were asked for: from its message `start` up to `stop`. */
export interface ChunkPart {
  readonly chunk: Chunk;
  readonly start: number;
  readonly stop: number;
}

/** The chunks of some messages, in order, with breaths between. What leaves the log meanwhile is left out. */
export async function* chunksOn(log: LogReader, { from, end }: Span, breath = new Breath()): AsyncGenerator<ChunkPart> {
  for (let at = Math.max(from, log.extent.first); at < end;) {
    const part = partAt(log, at, { from, end });
    if (part === undefined) return;
    yield part;
    at = part.chunk.first + part.chunk.count;
    if (breath.isDue) await breath.take();
    at = Math.max(at, log.extent.first);
  }
}

/** The chunks of some messages, the last first, with breaths between. What leaves the log meanwhile is left out. */
export async function* chunksBack(log: LogReader, { from, end }: Span, breath = new Breath()): AsyncGenerator<ChunkPart> {
  for (let to = Math.min(end, log.extent.end); to > Math.max(from, log.extent.first);) {
    const part = partAt(log, to - 1, { from, end });
    if (part === undefined) return;
    yield part;
    to = part.chunk.first;
    if (breath.isDue) await breath.take();
  }
}

/** The chunk that holds a message, as far as the span goes. */
function partAt(log: LogReader, seq: number, { from, end }: Span): ChunkPart | undefined {
  const [chunk] = log.chunks(seq, seq + 1);
  if (chunk === undefined) return undefined;
  return { chunk, start: Math.max(0, from - chunk.first), stop: Math.min(chunk.count, end - chunk.first) };
}

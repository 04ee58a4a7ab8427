import type { Chunk } from './chunk.ts';
import { newColumns } from './chunkColumns.ts';
import type { ChunkEntry } from './chunkIndex.ts';

/** Stands for a chunk that cannot be read, so that the rows behind it keep their places: messages without any content. */
export function blankChunk({ first, count, newest }: ChunkEntry): Chunk {
  const { times, origins, flags, ends } = newColumns(count);
  return { first, count, times: times.fill(newest), origins, flags, ends, payloads: () => Buffer.alloc(0) };
}

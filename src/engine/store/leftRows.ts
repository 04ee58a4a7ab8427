import type { ChunkEntry } from './chunkIndex.ts';
import { noneOwn, type SourceCounts } from './storedMessage.ts';

/** Why rows left a log: its retention, somebody who deleted them, or a file that failed and memory that was full. */
export type LeftRows = Readonly<Record<'pruned' | 'cleared' | 'dropped', SourceCounts>>;

/** Counts the rows that left a log since it was opened; only such rows as came since then. */
export class LeftCounters {
  #counts: LeftRows = { pruned: noneOwn, cleared: noneOwn, dropped: noneOwn };

  get counts(): LeftRows {
    return this.#counts;
  }

  add(why: keyof LeftRows, gone: readonly SourceCounts[]): void {
    this.#counts = { ...this.#counts, [why]: [this.#counts[why], ...gone].reduce(sumOf) };
  }
}

/** How many messages of chunks came since the log was opened. */
export function ownOf(chunks: readonly ChunkEntry[]): SourceCounts {
  return chunks.map(({ own }) => own).reduce(sumOf, noneOwn);
}

function sumOf(one: SourceCounts, other: SourceCounts): SourceCounts {
  return { session: one.session + other.session, platform: one.platform + other.platform };
}

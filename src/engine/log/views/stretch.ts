import type { Chunk } from '../../store/chunk.ts';

/** So many messages are looked at in one go, whatever a filter asks of them. */
export const stretchMessages = 50;
/** Strings of this size come and go cheaply; of much larger ones each takes fresh memory, which costs more than the search. */
const stretchBytes = 16 * 1024;

/** Where the messages of a chunk end that are looked at in one go; there is at least one. */
export function stretchEnd({ count, ends }: Pick<Chunk, 'count' | 'ends'>, from: number): number {
  const start = from === 0 ? 0 : (ends[from - 1] ?? 0);
  const most = Math.min(count, from + stretchMessages);
  let to = from + 1;
  while (to < most && (ends[to] ?? 0) - start <= stretchBytes) to++;
  return to;
}

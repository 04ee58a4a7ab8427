import type { Line, Span } from '../../assist/json/prettyJson.ts';
import { pieceOf } from './pieceOf.ts';

/** How much a chunk may hold. */
export interface ChunkLimits {
  readonly lines: number;
  /** In UTF-16 units. A longer line is cut into several. */
  readonly length: number;
}

/** Groups lines, in order, so that a browser can lay out one group without the others: no group costs much, whatever the text. */
export function chunkLines(lines: readonly Line[], limits: ChunkLimits): Line[][] {
  const chunks: Line[][] = [];
  let chunk: Line[] = [];
  let room = limits.length;
  for (const line of lines.flatMap((line) => cutLine(line, limits.length))) {
    const length = line.reduce((sum, { text }) => sum + text.length, 0);
    if (chunk.length > 0 && (chunk.length === limits.lines || length > room)) {
      chunks.push(chunk);
      chunk = [];
      room = limits.length;
    }
    chunk.push(line);
    room -= length;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}

function cutLine(line: Line, length: number): Line[] {
  const cut: Span[][] = [[]];
  let room = length;
  for (const { part, text } of line) {
    let at = 0;
    do {
      if (room === 0) {
        cut.push([]);
        room = length;
      }
      const piece = pieceOf(text, at, room);
      cut.at(-1)?.push({ part, text: piece });
      at += piece.length;
      room = at < text.length ? 0 : room - piece.length;
    } while (at < text.length);
  }
  return cut;
}

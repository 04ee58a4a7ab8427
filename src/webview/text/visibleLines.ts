import type { Line, Span } from '../../assist/json/prettyJson.ts';
import { pieceOf } from './pieceOf.ts';
import { visibleText } from './visibleText.ts';

/** How much of a text is drawn. */
export interface DrawLimits {
  readonly lines: number;
  /** In UTF-16 units as they are drawn, where one invisible character is many. A little more than this can come. */
  readonly length: number;
}

/** The beginning of a text as it can be drawn, with everything invisible made visible. */
export interface VisibleLines {
  readonly lines: readonly Line[];
  /** In UTF-16 units as they are drawn. */
  readonly length: number;
  /** There is more text than this. */
  readonly isCut: boolean;
}

/** Invisible characters are looked for in so many UTF-16 units at a time. */
const pieceLength = 1_024;

/** Makes the beginning of a text visible. Takes no more lines than are drawn, so that lines which are made as they are taken cost nothing. */
export function visibleLines(lines: Iterable<Line>, limits: DrawLimits): VisibleLines {
  const drawn: Span[][] = [];
  let length = 0;
  for (const line of lines) {
    if (drawn.length === limits.lines || length >= limits.length) return { lines: drawn, length, isCut: true };
    const spans: Span[] = [];
    drawn.push(spans);
    for (const { part, text } of line) {
      let shown = '';
      let at = 0;
      while (at < text.length && length < limits.length) {
        const piece = pieceOf(text, at, pieceLength);
        const visible = visibleText(piece);
        shown += visible;
        length += visible.length;
        at += piece.length;
      }
      spans.push({ part, text: shown });
      if (at < text.length) return { lines: drawn, length, isCut: true };
    }
  }
  return { lines: drawn, length, isCut: false };
}

import { printParseErrorCode, visit } from 'jsonc-parser';
import type { TextRange } from './problem.ts';

/**
 * How deep a text that is not JSON may be nested before the search for the error ends. `jsonc-parser` is recursive
 * and would exhaust the stack some thousand levels further down.
 */
export const maxNesting = 500;

/** Where a text stops being JSON; `code` is the name that `jsonc-parser` has for the reason, or `TooDeep`. */
export interface ScanError {
  readonly code: string;
  readonly range: TextRange;
}

export interface Scan {
  /** Comments before the error. */
  readonly comments: readonly TextRange[];
  readonly error?: ScanError;
}

/** Reads a text up to the first thing, comments aside, that makes it something else than JSON. */
export function scan(text: string): Scan {
  const comments: TextRange[] = [];
  let depth = 0;
  const enter = (start: number) => {
    if (++depth > maxNesting) throw new Stop({ code: 'TooDeep', range: { start, end: start + 1 } });
  };
  const leave = () => {
    depth--;
  };
  try {
    visit(text, {
      onComment: (start, length) => {
        comments.push({ start, end: start + length });
      },
      onError: (error, start, length) => {
        // A comment that does not end is said to be one longer than the text.
        throw new Stop({ code: printParseErrorCode(error), range: { start, end: Math.min(start + length, text.length) } });
      },
      onObjectBegin: enter,
      onObjectEnd: leave,
      onArrayBegin: enter,
      onArrayEnd: leave,
    });
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    return { comments, error: stop.error };
  }
  return { comments };
}

/** The only way out of the visitor. */
class Stop extends Error {
  readonly error: ScanError;

  constructor(error: ScanError) {
    super(error.code);
    this.error = error;
  }
}

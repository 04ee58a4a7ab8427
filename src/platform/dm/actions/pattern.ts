import { createContext, Script, type Context } from 'node:vm';

/** How long all comparisons of one request may take together, in milliseconds: a pattern can be written so that it never ends. */
const longestMs = 50;

/** What a comparison may take that does not count: setting its time limit costs more than most patterns. */
const usualMs = 1;

/** Whether a text is a regular expression. */
export function isPattern(pattern: string): boolean {
  try {
    return new RegExp(whole(pattern)) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Compares the values of one request with their patterns, and takes no more time for that than one request may. */
export class PatternMatcher {
  readonly #compared = { pattern: '', text: '' };
  #context: Context | undefined;
  #leftMs = longestMs;

  /** Whether the whole of a text matches a regular expression; `undefined` when that cannot be found out in time. */
  matches(pattern: string, text: string): boolean | undefined {
    if (this.#leftMs < 1) return undefined;
    const begun = performance.now();
    Object.assign(this.#compared, { pattern: whole(pattern), text });
    this.#context ??= createContext(this.#compared);
    try {
      return comparison.runInContext(this.#context, { timeout: Math.floor(this.#leftMs) }) === true;
    } catch {
      return undefined;
    } finally {
      this.#leftMs -= Math.max(0, performance.now() - begun - usualMs);
    }
  }
}

const comparison = new Script('new RegExp(pattern).test(text)');

function whole(pattern: string): string {
  return `^(?:${pattern})$`;
}

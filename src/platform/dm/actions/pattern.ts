import { createContext, Script, type Context } from 'node:vm';

/** How much of a processor all comparisons of one request may take together, in milliseconds: a pattern can be written so that it never ends. */
const longestMs = 50;

/** How long one of them may take by the clock, which goes on while a busy machine does something else. */
const longestByClockMs = 100;

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
    const usedBefore = usedMs();
    Object.assign(this.#compared, { pattern: whole(pattern), text });
    this.#context ??= createContext(this.#compared);
    try {
      return comparison.runInContext(this.#context, { timeout: longestByClockMs }) === true;
    } catch {
      return undefined;
    } finally {
      // Other threads may have used the processor, too, but not longer than the clock says.
      this.#leftMs -= Math.max(0, Math.min(performance.now() - begun, usedMs() - usedBefore) - usualMs);
    }
  }
}

const comparison = new Script('new RegExp(pattern).test(text)');

/** How much of a processor this process has used. */
function usedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function whole(pattern: string): string {
  return `^(?:${pattern})$`;
}

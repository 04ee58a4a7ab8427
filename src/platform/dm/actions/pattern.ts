import { createContext, Script } from 'node:vm';

/** How long one comparison may take, in milliseconds: a pattern can be written so that it never ends. */
const longestMs = 50;

/** Whether a text is a regular expression. */
export function isPattern(pattern: string): boolean {
  try {
    return new RegExp(whole(pattern)) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Whether the whole of a text matches a regular expression; `false` also when that cannot be found out in time. */
export function matches(pattern: string, text: string): boolean {
  const context = createContext({ pattern: whole(pattern), text });
  try {
    return new Script('new RegExp(pattern).test(text)').runInContext(context, { timeout: longestMs }) === true;
  } catch {
    return false;
  }
}

function whole(pattern: string): string {
  return `^(?:${pattern})$`;
}

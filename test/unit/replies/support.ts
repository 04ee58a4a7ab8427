import { defaultLintOptions } from '../../../src/lint/options.ts';
import type { Problem } from '../../../src/lint/problem.ts';
import { lintReplies } from '../../../src/replies/lintReplies.ts';

/** The problems of a replies file, given as text or as the list of its rules. */
export function lint(replies: unknown): readonly Problem[] {
  return lintReplies(textOf(replies), defaultLintOptions);
}

/** The rules that a replies file breaks, with the text of each place, such as `replies/value "reboot"`. */
export function found(replies: unknown): readonly string[] {
  const text = textOf(replies);
  return lint(text).map(({ rule, range }) => `${rule} ${text.slice(range.start, range.end)}`);
}

/** The text of a replies file with these rules; a text as it is. */
export function textOf(replies: unknown): string {
  return typeof replies === 'string' ? replies : JSON.stringify({ replies });
}

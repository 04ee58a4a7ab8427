import { lintPayload } from '../../../src/lint/lintPayload.ts';
import type { Problem } from '../../../src/lint/problem.ts';
import { kindNamed, type KindName } from '../../../src/wiotp/catalog.ts';

/** The problems of a payload, given as text or as a value. */
export function lint(name: KindName, payload: unknown): readonly Problem[] {
  return lintPayload(typeof payload === 'string' ? payload : JSON.stringify(payload), kindNamed(name));
}

/** The rules that a payload breaks, with the text of each place, such as `dm/lifetime 60`. */
export function found(name: KindName, payload: unknown): readonly string[] {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return lint(name, text).map(({ rule, range }) => `${rule} ${text.slice(range.start, range.end)}`);
}

/** The text after the fix of a problem. */
export function fixed(text: string, { fix }: Problem): string {
  let result = text;
  for (const edit of fix?.edits.toSorted((a, b) => b.start - a.start) ?? []) {
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  }
  return result;
}

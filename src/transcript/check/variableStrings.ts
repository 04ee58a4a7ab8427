import { endOfString } from '../../lint/jsonText.ts';
import type { TextRange } from '../../lint/problem.ts';
import { templateParts, type TemplatePart } from '../variableSyntax.ts';

/** A string in JSON in which variables stand, or what was to become one. */
export interface TemplateString {
  /** With its quotes. */
  readonly range: TextRange;
  /** At their places in the JSON text. */
  readonly parts: readonly TemplatePart[];
}

/** The strings of well-formed JSON that use the language of variables, in the order of the text. */
export function templateStrings(json: string): readonly TemplateString[] {
  if (!json.includes('${')) return [];
  const found: TemplateString[] = [];
  for (let start = json.indexOf('"'); start >= 0;) {
    const end = endOfString(json, start);
    const inner = start + 1;
    const parts = templateParts(json.slice(inner, end - 1));
    if (parts.length > 0) {
      found.push({ range: { start, end }, parts: parts.map((part) => ({ ...part, start: inner + part.start, end: inner + part.end })) });
    }
    start = json.indexOf('"', end);
  }
  return found;
}

/** Tells whether a range lies in a string with a variable, of which nobody knows what it will hold. */
export function holdsVariable(json: string): (range: TextRange) => boolean {
  const strings = templateStrings(json).filter(({ parts }) => parts.some(({ type }) => type === 'variable'));
  return ({ start, end }) => {
    let [low, high] = [0, strings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((strings[middle]?.range.end ?? 0) < end) low = middle + 1;
      else high = middle;
    }
    const range = strings[low]?.range;
    return range !== undefined && range.start <= start && end <= range.end;
  };
}

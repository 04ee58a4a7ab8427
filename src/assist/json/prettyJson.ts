import { jsonTokens } from './jsonTokens.ts';

/** A piece of a line of text, with its part in JSON. */
export interface Span {
  readonly part: 'plain' | 'name' | 'string' | 'number' | 'word';
  readonly text: string;
}

/** One line of text. */
export type Line = readonly Span[];

/** Deeper levels are not indented further, so that a payload of nothing but brackets stays small. */
const deepestIndent = 32;

/**
 * Lays out JSON text, one member or element a line. Works on the text, not on its value: members keep their order
 * and number, and every name, string and number stands as it was sent. Lines are made as they are taken.
 * @param json Text that `JSON.parse` accepts.
 */
export function* prettyJson(json: string): Generator<Line> {
  let line: Span[] = [];
  let depth = 0;
  const add = (part: Span['part'], text: string): void => void line.push({ part, text });
  const indented = (): Span[] => (depth === 0 ? [] : [{ part: 'plain', text: '  '.repeat(Math.min(depth, deepestIndent)) }]);
  let before = '';
  for (const { text } of jsonTokens(json)) {
    const opened = before === '{' || before === '[';
    const closes = text === '}' || text === ']';
    if (closes) depth--;
    if (opened !== closes) {
      yield line;
      line = indented();
    }
    if (text === ':') {
      const name = line.pop();
      if (name !== undefined) add('name', name.text);
      add('plain', ': ');
    } else add(partOf(text), text);
    if (text === '{' || text === '[') depth++;
    if (text === ',') {
      yield line;
      line = indented();
    }
    before = text;
  }
  yield line;
}

/** {@link prettyJson} as one text. */
export function prettyJsonText(json: string): string {
  return Array.from(prettyJson(json), (line) => line.map(({ text }) => text).join('')).join('\n');
}

function partOf(text: string): Span['part'] {
  const first = text.charAt(0);
  if (first === '"') return 'string';
  if (first === '-' || (first >= '0' && first <= '9')) return 'number';
  return text.length > 1 ? 'word' : 'plain';
}

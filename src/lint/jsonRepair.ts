import type { TextEdit } from './problem.ts';

/** What other languages write for the words of JSON. */
const words: ReadonlyMap<string, string> = new Map([
  ['True', 'true'],
  ['TRUE', 'true'],
  ['False', 'false'],
  ['FALSE', 'false'],
  ['None', 'null'],
  ['nil', 'null'],
  ['NULL', 'null'],
]);

/** Longer texts are not mended. */
const longest = 200_000;

/**
 * Everything that a text which is nearly JSON may have: strings, texts in other quotes, words, commas too many. A string
 * without an end goes on to the end of its line, so that nothing is read twice.
 */
const piece = /"(?:[^"\\\r\n]|\\.)*"?|'([^'"\\\r\n]*)'|[“”„]([^“”„"\\\r\n]*)[“”]|([A-Za-z_$][\w$]*)(\s*:)?|,(?=\s*[}\]])/g;

/** The word of JSON for a word of another language. */
export function jsonWord(word: string): string | undefined {
  return words.get(word);
}

/**
 * What turns a text into JSON that has nothing but another language's quotes, unquoted names, words and last commas;
 * `undefined` where that does not make it JSON, because anything more would be a guess.
 */
export function jsonRepair(text: string): readonly TextEdit[] | undefined {
  if (text.length > longest) return undefined;
  const edits: TextEdit[] = [];
  let repaired = '';
  let done = 0;
  for (const match of text.matchAll(piece)) {
    const edit = editOf(match);
    if (edit === undefined) continue;
    edits.push(edit);
    repaired += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return edits.length > 0 && isJson(repaired + text.slice(done)) ? edits : undefined;
}

function editOf({ 0: found, 1: single, 2: curly, 3: word, 4: colon, index: start }: RegExpExecArray): TextEdit | undefined {
  if (single !== undefined || curly !== undefined) return { start, end: start + found.length, text: `"${single ?? curly ?? ''}"` };
  if (word !== undefined) {
    const text = colon === undefined ? jsonWord(word) : `"${word}"`;
    return text === undefined ? undefined : { start, end: start + word.length, text };
  }
  return found === ',' ? { start, end: start + 1, text: '' } : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

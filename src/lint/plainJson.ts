import { closeBrace, closeBracket, comma, endOfString, openBrace, openBracket } from './jsonText.ts';
import type { TextRange } from './problem.ts';

const byteOrderMark = '\uFEFF';
const slash = 0x2f;
const star = 0x2a;
const quote = 0x22;

/**
 * The text with blanks in place of comments, of a comma after the last member or element, and of a byte order mark.
 * Every offset stays what it was, line breaks included. Whatever else is wrong with the text stays wrong.
 */
export function plainJson(text: string): string {
  const blanks = [...(text.startsWith(byteOrderMark) ? [{ start: 0, end: 1 }] : []), ...superfluous(text)];
  if (blanks.length === 0) return text;
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of blanks.toSorted((a, b) => a.start - b.start)) {
    pieces.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
    at = end;
  }
  return [...pieces, text.slice(at)].join('');
}

/** Comments and trailing commas. */
function superfluous(text: string): TextRange[] {
  const found: TextRange[] = [];
  let previous = 0;
  /** A comma that may turn out to be the last thing in its brackets. */
  let lastComma = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= 0x20) continue;
    const end = code === slash ? endOfComment(text, at) : undefined;
    if (end !== undefined) {
      found.push({ start: at, end });
      at = end - 1;
      continue;
    }
    if ((code === closeBrace || code === closeBracket) && lastComma >= 0) found.push({ start: lastComma, end: lastComma + 1 });
    lastComma = code === comma && previous !== 0 && previous !== comma && previous !== openBrace && previous !== openBracket ? at : -1;
    if (code === quote) at = endOfString(text, at) - 1;
    previous = code;
  }
  return found;
}

/** The end of the comment that begins here; `undefined` when none does, or when it does not end. */
function endOfComment(text: string, start: number): number | undefined {
  const next = text.charCodeAt(start + 1);
  if (next === slash) return endOfLine(text, start);
  const end = next === star ? text.indexOf('*/', start + 2) : -1;
  return end < 0 ? undefined : end + 2;
}

function endOfLine(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) !== 0x0a && text.charCodeAt(at) !== 0x0d) at++;
  return at;
}

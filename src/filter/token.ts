/** One piece of the text of a filter, with its place in UTF-16 units; `end` is exclusive. */
export type Token = SignToken | WordToken | FieldToken;

export interface SignToken {
  readonly sign: '(' | ')' | 'or' | 'and' | 'not';
  readonly start: number;
  readonly end: number;
}

/** A text to look for. */
export interface WordToken extends Piece {
  readonly word: true;
}

/** A name, a colon and what follows it. */
export interface FieldToken {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** At least one; the text of one that is missing is empty. */
  readonly values: readonly Piece[];
}

/** A text as it was meant, and how it was written. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** In quotes, of which the second one may be missing. */
  readonly quotes?: 'closed' | 'open';
}

const signs: Readonly<Record<string, SignToken['sign']>> = { '(': '(', ')': ')', '|': 'or' };

/** What is pasted as it stands elsewhere: a client ID, and the member of an object in JSON. Nothing else begins like that. */
const clientIdText = /[adg]:[^\s():|"]+:[^\s()|]+/iy;
const memberText = /"(?:[^"\\]|\\[^])*":(?:"(?:[^"\\]|\\[^])*"|[^\s()|]*)/y;

/** Takes the text of a filter apart, in linear time. Every text can be taken apart; whether it means something is for the parser. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at = skip(/\s*/y, text, at);
    if (at >= text.length) return tokens;
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
}

function tokenAt(text: string, start: number): Token {
  const sign = signs[text.charAt(start)];
  if (sign !== undefined) return { sign, start, end: start + (text.startsWith('||', start) ? 2 : 1) };
  if (skip(/[-!](?=[^\s)|])/y, text, start) > start) return { sign: 'not', start, end: start + 1 };
  const pasted = Math.max(skip(clientIdText, text, start), skip(memberText, text, start));
  if (pasted > start) return { word: true, text: text.slice(start, pasted), start, end: pasted };
  const colon = skip(/[a-z]\w*:/iy, text, start);
  if (colon > start) return fieldAt(text, start, colon);
  const word = pieceAt(text, start, /[^\s()|]+/y);
  const keyword = word.quotes === undefined ? keywordOf(word.text) : undefined;
  return keyword === undefined ? { ...word, word: true } : { sign: keyword, start, end: word.end };
}

/** The sign that a word without quotes stands for. */
export function keywordOf(word: string): 'and' | 'or' | 'not' | undefined {
  const lower = word === '&&' ? 'and' : word.toLowerCase();
  return lower === 'and' || lower === 'or' || lower === 'not' ? lower : undefined;
}

function fieldAt(text: string, start: number, behindColon: number): FieldToken {
  const values: Piece[] = [];
  let at = behindColon;
  for (;;) {
    const value = pieceAt(text, at, /[^\s(),|]*/y);
    values.push(value);
    at = value.end;
    if (text.charAt(at) !== ',') return { name: text.slice(start, behindColon - 1), start, end: at, values };
    at++;
  }
}

function pieceAt(text: string, start: number, bare: RegExp): Piece {
  if (text.charAt(start) !== '"') {
    const end = skip(bare, text, start);
    return { text: text.slice(start, end), start, end };
  }
  const inside = skip(/(?:[^"\\]|\\[^])*\\?/y, text, start + 1);
  const isClosed = text.charAt(inside) === '"';
  const unquoted = text.slice(start + 1, inside).replace(/\\(["\\])/g, '$1');
  return { text: unquoted, start, end: inside + (isClosed ? 1 : 0), quotes: isClosed ? 'closed' : 'open' };
}

/** The place behind what a sticky pattern matches. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

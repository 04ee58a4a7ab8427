import type { TextRange } from '../../lint/problem.ts';
import { Nesting, type Container } from './nesting.ts';
import { Tokens, type TokenType } from './tokens.ts';

/** A container on the way to a place, with the member or item that the way goes through. */
export interface Step {
  readonly container: Container;
  readonly at: string | number;
}

/** Where the cursor is in a JSON text. */
export interface Place {
  /** What stands there or belongs there; `undefined` where nothing can. */
  readonly role: 'key' | 'value' | undefined;
  /** The objects and lists around it from the outside, with their members, also those behind the place. */
  readonly steps: readonly Step[];
  /** What stands there: a string or word, or nothing. */
  readonly range: TextRange;
  /** The same without quotes and escapes. */
  readonly text: string;
  /** Whether a value stands before it with no comma between. */
  readonly lacksComma: boolean;
  /** What comes next; a string with a colon behind it is a key. */
  readonly next: TokenType | 'key';
}

/** How far behind a place members count that are there already: farther than any payload goes. */
const farthestBehind = 262_144;

/** Finds out what is at an offset of a text that may be broken anywhere. It takes one pass at most, whatever the text. */
export function placeAt(text: string, offset: number): Place {
  const tokens = new Tokens(text);
  const nesting = new Nesting();
  for (tokens.next(); !isReached(tokens, offset); tokens.next()) nesting.take(tokens);
  const isInComment = tokens.type === 'comment' && tokens.start < offset;
  const isInside = isScalar(tokens) && tokens.start <= offset;
  const place = {
    role: isInComment ? undefined : roleIn(nesting),
    steps: nesting.containers.map((container, index, all) => ({ container, at: placeIn(container, index === all.length - 1) })),
    range: isInside ? { start: tokens.start, end: tokens.closed ? tokens.end : endOfName(text, offset) } : { start: offset, end: offset },
    text: isInside ? tokens.value() : '',
    lacksComma: nesting.expected === 'comma',
  };
  if (isInside) take(tokens, nesting);
  if (tokens.type === 'comment') skipComments(tokens);
  const first = tokens.type;
  if (isToken(tokens)) take(tokens, nesting);
  const next = first === 'string' && tokens.type === ':' ? 'key' : first;
  // What stands behind the place completes the members of the objects around it.
  while (isToken(tokens) && tokens.start < offset + farthestBehind) take(tokens, nesting);
  return { ...place, next };
}

function isReached(tokens: Tokens, offset: number): boolean {
  const { type, start, end, closed } = tokens;
  if (type === 'end' || start >= offset) return true;
  if (type === 'comment') return closed ? end > offset : end >= offset;
  return isScalar(tokens) && end >= offset;
}

/** A string without its closing quote takes in the rest of the line, most of which was not meant. */
function endOfName(text: string, offset: number): number {
  let end = offset;
  while (/[\w.$/-]/.test(text[end] ?? '')) end++;
  return end;
}

function isScalar({ type }: Tokens): boolean {
  return type === 'string' || type === 'word';
}

function isToken({ type }: Tokens): boolean {
  return type !== 'end';
}

/** Takes the token and goes to the next that is no comment. */
function take(tokens: Tokens, nesting: Nesting): void {
  nesting.take(tokens);
  skipComments(tokens);
}

function skipComments(tokens: Tokens): void {
  while (tokens.next() === 'comment');
}

function roleIn(nesting: Nesting): Place['role'] {
  const around = nesting.containers.at(-1);
  if (nesting.expected === 'colon' || (around === undefined && nesting.expected === 'comma')) return undefined;
  return around?.type === 'object' && nesting.expected !== 'value' ? 'key' : 'value';
}

/** Behind an item without a comma the next one begins; where a key belongs there is no member yet. */
function placeIn({ at, expected }: Container, isInnermost: boolean): string | number {
  if (!isInnermost) return at;
  if (typeof at === 'number') return expected === 'comma' ? at + 1 : at;
  return expected === 'value' ? at : '';
}

import { nearest } from '../wiotp/nearest.ts';
import { shownText } from '../wiotp/shownText.ts';
import { fieldTable, findField } from './fields/fieldTable.ts';
import type { Filter } from './filter.ts';
import { everything } from './filter.ts';
import { withColon } from './missingColon.ts';
import { tokensOf, type FieldToken, type Piece, type SignToken, type Token, type WordToken } from './token.ts';

/** What is wrong with the text of a filter, and where: UTF-16 units, `end` exclusive. */
export interface FilterFault {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A filter is written by a person: what is longer is something that was pasted by mistake. */
const mostCharacters = 10_000;
/** Values and texts. Each costs time on every message. */
const mostParts = 100;
const mostDepth = 50;

/**
 * Understands the text of a filter; never throws. An empty text lets everything through. Terms side by side must all hold, `or`
 * and `|` bind less than that, and `-`, `!` and `not` turn one term round.
 */
export function parseFilter(text: string): { readonly filter: Filter } | { readonly fault: FilterFault } {
  if (text.length > mostCharacters) {
    const message = `A filter has at most ${mostCharacters} characters; this one has ${text.length}.`;
    return { fault: { message, start: mostCharacters, end: text.length } };
  }
  try {
    return { filter: new Parser(text).parse() };
  } catch (error) {
    if (error instanceof Faulty) return { fault: error.fault };
    throw error;
  }
}

/** Carries a fault out of the depth of a parser. */
class Faulty extends Error {
  readonly fault: FilterFault;

  constructor(message: string, { start, end }: Pick<Token, 'start' | 'end'>) {
    super(message);
    this.fault = { message, start, end };
  }
}

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #parts = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  parse(): Filter {
    if (this.#tokens.length === 0) return everything;
    const filter = this.#alternatives(0);
    const left = this.#tokens[this.#at];
    if (left !== undefined) throw new Faulty(closesNothing, left);
    return filter;
  }

  #alternatives(depth: number): Filter {
    const any = [this.#terms(depth)];
    while (this.#takes('or')) any.push(this.#terms(depth));
    const [only] = any;
    return any.length === 1 && only !== undefined ? only : { any };
  }

  /** Terms side by side. */
  #terms(depth: number): Filter {
    const first = this.#term(depth);
    const all = [first];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token === undefined || isSign(token, ')') || isSign(token, 'or')) return all.length === 1 ? first : { all };
      this.#takes('and');
      all.push(this.#term(depth));
    }
  }

  #term(depth: number): Filter {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new Faulty(...this.#missing());
    this.#at++;
    if ('word' in token) return this.#word(token);
    if ('name' in token) return this.#field(token);
    if (token.sign === 'not') return { not: this.#term(deeper(depth, token)) };
    if (token.sign === '(') return this.#group(token, deeper(depth, token));
    this.#at--;
    throw new Faulty(...this.#missing());
  }

  #group(open: SignToken, depth: number): Filter {
    const next = this.#tokens[this.#at];
    if (next !== undefined && isSign(next, ')'))
      throw new Faulty('There is nothing between these parentheses.', { start: open.start, end: next.end });
    const filter = this.#alternatives(depth);
    if (!this.#takes(')')) throw new Faulty('This parenthesis is never closed. Add ")", or put it in quotes to look for it.', open);
    return filter;
  }

  #word(token: WordToken): Filter {
    this.#check(token);
    if (token.text === '') throw new Faulty('There is nothing to look for between these quotes.', token);
    const meant = token.quotes === undefined ? withColon(token.text) : undefined;
    if (meant !== undefined)
      throw new Faulty(
        `Behind the name of a field stands a colon. Write ${shownText(meant)}, or put it in quotes to look for it as a text.`,
        token,
      );
    return { text: token.text };
  }

  #field(token: FieldToken): Filter {
    const name = { start: token.start, end: token.start + token.name.length };
    const field = findField(token.name);
    if (field === undefined) throw new Faulty(unknownField(token.name), name);
    for (const value of token.values) {
      this.#check(value);
      const place = value.start === value.end ? { start: token.start, end: value.end } : value;
      if (value.text === '') throw new Faulty(`A value of ${field.name} is missing, as in ${field.examples[0]}.`, place);
      const read = field.read(value.text, 0);
      if (typeof read === 'string') throw new Faulty(read, value);
    }
    return { field: field.name, values: token.values.map(({ text }) => text) };
  }

  /** What holds for every text and value. */
  #check(piece: Piece): void {
    if (++this.#parts > mostParts) throw new Faulty(`A filter asks for at most ${mostParts} values and texts.`, piece);
    if (piece.quotes === 'open') throw new Faulty('These quotes are never closed. Add " at the end; inside, " is written \\".', piece);
    if (piece.quotes === undefined && piece.text.startsWith("'"))
      throw new Faulty('Words are held together by " only. Use "…"; to look for \' itself, put it in such quotes.', piece);
    if (piece.quotes === 'closed' && /[^\s(),|]/.test(this.#text.charAt(piece.end)))
      throw new Faulty('Behind the closing quotes a space is missing. Inside quotes, " is written \\".', {
        start: piece.end,
        end: piece.end + 1,
      });
  }

  /** A term is missing: says behind or before what. */
  #missing(): [string, Pick<Token, 'start' | 'end'>] {
    const here = this.#tokens[this.#at];
    const before = this.#tokens[this.#at - 1];
    if (here !== undefined && !isSign(here, ')')) return [missing('before', this.#written(here)), here];
    if (before !== undefined) return [missing('behind', this.#written(before)), before];
    return [closesNothing, here ?? { start: 0, end: this.#text.length }];
  }

  #written({ start, end }: Token): string {
    return this.#text.slice(start, end);
  }

  #takes(sign: SignToken['sign']): boolean {
    const token = this.#tokens[this.#at];
    if (token === undefined || !isSign(token, sign)) return false;
    this.#at++;
    return true;
  }
}

const closesNothing = 'This parenthesis closes nothing. Take it away, or put it in quotes to look for it.';

function missing(where: 'before' | 'behind', written: string): string {
  return `A term is missing ${where} "${written}". To look for it as a text, put it in quotes.`;
}

function deeper(depth: number, token: Token): number {
  if (depth === mostDepth) throw new Faulty(`This is nested more than ${mostDepth} deep.`, token);
  return depth + 1;
}

function isSign(token: Token, sign: SignToken['sign']): boolean {
  return 'sign' in token && token.sign === sign;
}

function unknownField(name: string): string {
  const names = fieldTable.map((field) => field.name);
  const meant = nearest(name, names);
  const possible = meant === undefined ? `Fields are ${names.join(', ')}.` : `Did you mean "${meant}"?`;
  return `There is no field "${shownText(name)}". ${possible} To look for a text with a colon, put it in quotes.`;
}

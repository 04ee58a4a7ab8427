/** `word` is everything else: numbers, `true`, what is being typed, and what is no JSON at all. */
export type TokenType = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'word' | 'comment' | 'end';

const quote = 0x22;
const backslash = 0x5c;

/** Reads a text that may be broken anywhere as tokens of JSON with comments, one at a time and without recursion. */
export class Tokens {
  readonly #text: string;
  type: TokenType = 'end';
  start = 0;
  end = 0;
  /** Whether a string has its closing quote, or a comment its end. */
  closed = true;

  constructor(text: string) {
    this.#text = text;
  }

  /** Goes to the next token; at the end of the text it stays on `end`. */
  next(): TokenType {
    let at = this.end;
    while (isSpace(this.#text.charCodeAt(at))) at++;
    this.start = at;
    this.closed = true;
    this.type = this.#typeAt(at);
    this.end = this.#endOf(this.type, at);
    return this.type;
  }

  /** The text of a string without quotes and escapes, or of a word as it stands. */
  value(): string {
    const raw = this.#text.slice(this.start, this.end);
    if (this.type !== 'string') return raw;
    const inner = raw.slice(1, this.closed ? -1 : undefined);
    if (!inner.includes('\\')) return inner;
    try {
      return String(JSON.parse(`"${inner}"`));
    } catch {
      return inner;
    }
  }

  #typeAt(at: number): TokenType {
    const char = this.#text[at];
    switch (char) {
      case undefined:
        return 'end';
      case '{':
      case '}':
      case '[':
      case ']':
      case ',':
      case ':':
        return char;
      case '"':
        return 'string';
      default:
        return char === '/' && /[/*]/.test(this.#text[at + 1] ?? '') ? 'comment' : 'word';
    }
  }

  #endOf(type: TokenType, start: number): number {
    if (type === 'end') return start;
    if (type === 'string') return this.#endOfString(start);
    if (type === 'comment') return this.#endOfComment(start);
    if (type !== 'word') return start + 1;
    let at = start + 1;
    while (at < this.#text.length && !endsWord(this.#text.charCodeAt(at))) at++;
    return at;
  }

  /** A string that is not closed ends with its line. Compared by character code, as this is where the time goes. */
  #endOfString(start: number): number {
    const text = this.#text;
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) return at + 1;
      if (code === backslash && !isLineEnd(text.charCodeAt(at + 1))) at++;
      else if (isLineEnd(code)) {
        this.closed = false;
        return at;
      }
    }
    this.closed = false;
    return text.length;
  }

  #endOfComment(start: number): number {
    const isBlock = this.#text[start + 1] === '*';
    const close = this.#text.indexOf(isBlock ? '*/' : '\n', start + 2);
    this.closed = isBlock && close >= 0;
    if (close < 0) return this.#text.length;
    return isBlock ? close + 2 : close;
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d || code === 0xfeff;
}

function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}

/** Space, `"`, `,`, `:`, brackets and braces. */
function endsWord(code: number): boolean {
  return (
    isSpace(code) || code === 0x22 || code === 0x2c || code === 0x3a || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d
  );
}

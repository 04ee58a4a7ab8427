/** A byte order mark is a character like others: what stands in a payload is found. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * A text to look for; case does not matter. Letters of ASCII match no others (not the Kelvin sign, say), so that a text of
 * ASCII can be looked for in bytes.
 */
export class SoughtText {
  /** UTF-16 units. */
  readonly length: number;
  /** Whether it can be looked for in bytes, each taken for a character. */
  readonly isAscii: boolean;
  readonly #text: string;
  /** Whether case cannot matter: then there is a faster way to look. */
  readonly #isExact: boolean;
  readonly #pattern: RegExp;

  constructor(text: string) {
    this.#text = text;
    this.length = text.length;
    this.isAscii = /^[\0-\x7f]*$/.test(text);
    this.#isExact = this.isAscii && !/[a-z]/i.test(text);
    // Without the flag `u` no letter beyond ASCII counts as one of ASCII.
    this.#pattern = new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'gi');
  }

  isIn(text: string): boolean {
    return this.findIn(text, 0) !== -1;
  }

  /** Where the text stands first from a place on; -1 when it does not. */
  findIn(text: string, from: number): number {
    if (this.#isExact) return text.indexOf(this.#text, from);
    this.#pattern.lastIndex = from;
    return this.#pattern.exec(text)?.index ?? -1;
  }

  /** Bytes that are no UTF-8 count as U+FFFD. */
  isInBytes(bytes: Uint8Array): boolean {
    return this.isIn(decoder.decode(bytes));
  }
}

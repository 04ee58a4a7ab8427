import type { Tokens } from './tokens.ts';

/** What stands next in a container: the key of a member, a colon, a value, or the comma after one. */
export type Expected = 'key' | 'colon' | 'value' | 'comma';

/** An object or list, as far as it has been read. */
export interface Container {
  readonly type: 'object' | 'list';
  /** Where its brace or bracket opens. */
  readonly start: number;
  /** The members of an object; for each whose value is a string or word, its text. */
  readonly members: Map<string, string | undefined>;
  expected: Expected;
  /** The member or item that is being read. */
  at: string | number;
}

/** The longest value that is kept; names of attributes, topics and IDs are shorter. */
const longestKept = 1000;

/** Those of every list. */
const noMembers = new Map<string, undefined>();

/** Follows tokens into objects and lists and out again, and makes the best of what is broken. */
export class Nesting {
  readonly #open: Container[] = [];
  readonly #count = { object: 0, list: 0 };
  /** What is expected outside of everything. */
  #expected: Expected = 'value';

  /** The containers around the next token, from the outside. */
  get containers(): readonly Container[] {
    return this.#open;
  }

  get expected(): Expected {
    return this.#open.at(-1)?.expected ?? this.#expected;
  }

  /** Takes the token that has just been read. */
  take(tokens: Tokens): void {
    switch (tokens.type) {
      case '{':
      case '[':
        this.#begin(undefined);
        this.#enter(tokens.type === '{' ? 'object' : 'list', tokens.start);
        break;
      case '}':
        this.#leave('object');
        break;
      case ']':
        this.#leave('list');
        break;
      case 'string':
      case 'word':
        this.#scalar(tokens);
        break;
      case ':':
      case ',':
        this.#punctuation(tokens.type);
        break;
      case 'comment':
      case 'end':
    }
  }

  #scalar(tokens: Tokens): void {
    const around = this.#open.at(-1);
    if (around?.type !== 'object' || around.expected === 'value') {
      this.#begin(tokens.end - tokens.start > longestKept ? undefined : tokens.value());
      return;
    }
    // Where a comma or colon is missing, a new member begins all the same.
    around.at = tokens.end - tokens.start > longestKept ? '' : tokens.value();
    around.members.set(around.at, undefined);
    around.expected = 'colon';
  }

  /** Notes that a value begins where the next one is expected. */
  #begin(text: string | undefined): void {
    const around = this.#open.at(-1);
    if (around === undefined) {
      this.#expected = 'comma';
      return;
    }
    if (typeof around.at === 'number') {
      if (around.expected === 'comma') around.at++;
    } else if (around.expected === 'value') around.members.set(around.at, text);
    else around.at = '';
    around.expected = 'comma';
  }

  #enter(type: Container['type'], start: number): void {
    const isObject = type === 'object';
    this.#open.push({
      type,
      start,
      members: isObject ? new Map() : noMembers,
      expected: isObject ? 'key' : 'value',
      at: isObject ? '' : 0,
    });
    this.#count[type]++;
  }

  /** A closing bracket closes what was left open inside it; one that nothing waits for does nothing. */
  #leave(type: Container['type']): void {
    if (this.#count[type] === 0) return;
    for (let closed = this.#open.pop(); closed !== undefined; closed = this.#open.pop()) {
      this.#count[closed.type]--;
      if (closed.type === type) return;
    }
  }

  #punctuation(type: ':' | ','): void {
    const around = this.#open.at(-1);
    if (around === undefined) return;
    if (type === ':') {
      if (around.expected === 'colon') around.expected = 'value';
    } else {
      if (typeof around.at === 'number') around.at++;
      else around.at = '';
      around.expected = typeof around.at === 'number' ? 'value' : 'key';
    }
  }
}

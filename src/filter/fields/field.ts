import type { FieldName } from '../filter.ts';
import type { Plan } from '../plan.ts';

/** Everything known about one field of the language. */
export interface FilterField {
  readonly name: FieldName;
  /** What it asks, in one line. */
  readonly meaning: string;
  /** What can stand behind the colon, in words that complete the sentence "a value is …". */
  readonly takes: string;
  /** Complete terms. */
  readonly examples: readonly [string, ...string[]];
  /** The words that it knows, with what they mean. */
  readonly words: readonly FieldWord[];
  /** What the log holds and the field can name. */
  readonly known?: 'clients' | 'events' | 'topics';
  /**
   * Reads one value. `now` is what times such as `5m` count from. For one that means nothing to the field, why, and what
   * is possible, as full sentences.
   */
  read(value: string, now: number): Plan | string;
}

/** A word that can stand behind a colon. */
export interface FieldWord {
  readonly word: string;
  readonly meaning: string;
}

import type { TextEdit, TextRange } from './problem.ts';
import type { RuleId } from './rules.ts';

/** The way to a value inside a payload: member names and array indexes. Empty for the whole payload. */
export type Path = readonly (string | number)[];

/**
 * A place in a payload, before anybody knows where in the text that is: a value, the key of a member,
 * or an object that lacks something (shown at its key, or at its opening brace).
 */
export interface Place {
  readonly path: Path;
  readonly part: 'value' | 'key' | 'object';
}

/** A fix as edits of one place. */
export interface PlacedFix {
  /** Says what it does, as on a menu: `Set lifetime to 3600`. */
  readonly title: string;
  readonly place: Place;
  readonly edits: (range: TextRange) => readonly TextEdit[];
}

/** What a rule found out about a payload's value; it becomes a problem when its place has a range. */
export interface Finding {
  readonly rule: RuleId;
  readonly message: string;
  readonly place: Place;
  /** What the finding is about. Of several about the same, only the first is reported. By default the place. */
  readonly about?: Path;
  readonly fix?: PlacedFix;
}

/** Edits that put a new text in place of the old one. */
export function replaceWith(text: string): PlacedFix['edits'] {
  return ({ start, end }) => [{ start, end, text }];
}

/** Edits that put text around what is there and leave that as it is. */
export function wrapIn(before: string, after: string): PlacedFix['edits'] {
  return ({ start, end }) => [
    { start, end: start, text: before },
    { start: end, end, text: after },
  ];
}

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

/** Edits of places whose ranges are not known yet. */
export interface PlacedEdits {
  readonly places: readonly Place[];
  /** `ranges` are those of `places`, in the same order. */
  readonly edits: (ranges: readonly TextRange[], text: string) => readonly TextEdit[];
}

/** A fix as edits of places. */
export interface PlacedFix extends PlacedEdits {
  /** Says what it does, as on a menu: `Set lifetime to 3600`. */
  readonly title: string;
  readonly alone?: true;
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

/** Makes the edits of a range whose place is given, or of the range from one place to another. */
export function at(first: Place, edits: (range: TextRange) => readonly TextEdit[], last?: Place): PlacedEdits {
  return {
    places: last === undefined ? [first] : [first, last],
    edits: ([from, to = from]) => (from === undefined || to === undefined ? [] : edits({ start: from.start, end: to.end })),
  };
}

/** Lets two places change their texts. */
export function exchange(one: Place, other: Place): PlacedEdits {
  return {
    places: [one, other],
    edits: ([a, b], text) =>
      a === undefined || b === undefined
        ? []
        : [
            { ...a, text: text.slice(b.start, b.end) },
            { ...b, text: text.slice(a.start, a.end) },
          ],
  };
}

/** Edits that put a new text in place of the old one. */
export function replaceWith(text: string): (range: TextRange) => readonly TextEdit[] {
  return ({ start, end }) => [{ start, end, text }];
}

/** Edits that put text around what is there and leave that as it is. */
export function wrapIn(before: string, after: string): (range: TextRange) => readonly TextEdit[] {
  return ({ start, end }) => [
    { start, end: start, text: before },
    { start: end, end, text: after },
  ];
}

import { isObject, member } from '../../lint/json.ts';
import { nearest } from '../../wiotp/nearest.ts';
import type { Fix, TextRange } from '../../lint/problem.ts';
import { alternatives, quoted, valueText } from '../../lint/wording.ts';
import type { Located } from '../model.ts';
import type { Report } from '../remark.ts';
import { membersOf, type MemberPlace } from './members.ts';

const unusable = 'The transcript cannot run.';

/** Reads the members of one object of a transcript and reports those that cannot be what they must be. */
export class Fields {
  /** The text in which the object stands. */
  readonly json: string;
  /** The whole object. */
  readonly range: TextRange;
  readonly #value: unknown;
  readonly #places: ReadonlyMap<string, MemberPlace>;
  readonly #report: Report;

  /** The object `value`, which stands at `range` of a well-formed text. */
  constructor(json: string, { value, range }: Located<unknown>, report: Report) {
    this.json = json;
    this.range = range;
    this.#value = value;
    this.#places = isObject(value) ? membersOf(json, range.start) : new Map();
    this.#report = report;
  }

  /** The names of all members, as they stand there. */
  get names(): readonly string[] {
    return [...this.#places.keys()];
  }

  /** Whether there is a member with this name, whatever its value. */
  has(name: string): boolean {
    return this.#places.has(name);
  }

  /** Where the key of a member stands; the opening brace for one that is not there. */
  keyRange(name: string): TextRange {
    return this.#places.get(name)?.key ?? this.#brace;
  }

  /** Where a member stands, from its key to the end of its value; the opening brace for one that is not there. */
  memberRange(name: string): TextRange {
    const place = this.#places.get(name);
    return place === undefined ? this.#brace : { start: place.key.start, end: place.value.end };
  }

  /** A member of any type. */
  any(name: string): Located<unknown> | undefined {
    const place = this.#places.get(name);
    return place === undefined ? undefined : { value: member(this.#value, name), range: place.value };
  }

  /** A text; `undefined` when there is none, which is the same for all that follow. */
  text(name: string): Located<string> | undefined {
    return this.#typed(name, 'text in quotes', (value): value is string => typeof value === 'string');
  }

  /** `true` or `false`. */
  flag(name: string): Located<boolean> | undefined {
    return this.#typed(name, 'true or false', (value): value is boolean => typeof value === 'boolean');
  }

  /** A list. */
  list(name: string): Located<readonly unknown[]> | undefined {
    return this.#typed(name, 'a list', (value): value is readonly unknown[] => Array.isArray(value));
  }

  /** An object. */
  object(name: string): Located<Readonly<Record<string, unknown>>> | undefined {
    return this.#typed(name, 'an object', isObject);
  }

  /** Checks a time in ISO 8601. */
  time(name: string): void {
    const found = this.text(name);
    if (found === undefined || (/^\d{4}-\d\d-\d\dT/.test(found.value) && !Number.isNaN(Date.parse(found.value)))) return;
    this.#refuse(found, name, 'a time such as "2026-03-01T10:00:00.000Z"');
  }

  /** Milliseconds: a number that is not negative. */
  milliseconds(name: string): Located<number> | undefined {
    const found = this.#typed(name, 'a number', (value): value is number => typeof value === 'number');
    if (found === undefined || (found.value >= 0 && Number.isFinite(found.value))) return found;
    this.#refuse(found, name, 'at least 0');
    return undefined;
  }

  /** An integer. */
  whole(name: string): Located<number> | undefined {
    return this.#typed(name, 'an integer', (value): value is number => Number.isSafeInteger(value));
  }

  /** One of a few values. */
  choice<T extends string | number>(name: string, allowed: readonly T[]): Located<T> | undefined {
    const found = this.any(name);
    if (found === undefined) return undefined;
    const chosen = allowed.find((candidate) => candidate === found.value);
    if (chosen !== undefined) return { value: chosen, range: found.range };
    const meant =
      typeof found.value === 'string' ? allowed.find((candidate) => sameWord(String(candidate), String(found.value))) : undefined;
    const fix =
      meant === undefined ? undefined : { title: `Change it to ${meant}`, edits: [{ ...found.range, text: JSON.stringify(meant) }] };
    this.#refuse(found, name, alternatives(allowed), fix);
    return undefined;
  }

  /** Reports members that nobody reads. `owner` is what they stand in, as the beginning of a sentence. */
  onlyKnows(known: readonly string[], owner: string): void {
    for (const [name, { key }] of this.#places) {
      if (known.includes(name)) continue;
      const meant = nearest(
        name,
        known.filter((candidate) => !this.has(candidate)),
      );
      const remark = known.includes('note') ? '; a remark belongs into note' : '';
      const advice = meant === undefined ? ` Remove it${remark}.` : ` Did you mean ${quoted(meant)}?`;
      const fix =
        meant !== undefined && sameWord(meant, name)
          ? { title: `Change it to ${meant}`, edits: [{ ...key, text: JSON.stringify(meant) }] }
          : undefined;
      this.#report({
        rule: 'transcript/unknown-member',
        message: `${owner} has no member ${quoted(name)}, so it has no effect.${advice}`,
        range: key,
        ...(fix === undefined ? {} : { fix }),
      });
    }
  }

  get #brace(): TextRange {
    return { start: this.range.start, end: this.range.start + 1 };
  }

  #typed<T>(name: string, wanted: string, is: (value: unknown) => value is T): Located<T> | undefined {
    const found = this.any(name);
    if (found === undefined) return undefined;
    const { value, range } = found;
    if (is(value)) return { value, range };
    this.#report({ rule: 'transcript/type', message: `${name} is ${valueText(value)}; it must be ${wanted}. ${unusable}`, range });
    return undefined;
  }

  #refuse({ value, range }: Located<unknown>, name: string, must: string, fix?: Fix): void {
    const message = `${name} is ${valueText(value)}; it must be ${must}. ${unusable}`;
    this.#report({ rule: 'transcript/value', message, range, ...(fix === undefined ? {} : { fix }) });
  }
}

function sameWord(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

import { isObject, member } from '../../lint/json.ts';

/** One attribute that a request names, with the value that it is to have. */
export interface FieldEntry {
  readonly field: string;
  readonly value?: unknown;
}

/**
 * The attributes that a request of the platform names, in every form that was ever sent: objects, plain names [D17], the list under
 * `data` instead of `fields` [JV], and a single `field` with its `value` [PY]. What names none is left out.
 */
export function fieldsIn(payload: unknown): readonly FieldEntry[] {
  const d = member(payload, 'd');
  const list = member(d, 'fields') ?? member(d, 'data');
  return (Array.isArray(list) ? list : [d]).flatMap(entryOf);
}

function entryOf(entry: unknown): FieldEntry[] {
  if (typeof entry === 'string' && entry !== '') return [{ field: entry }];
  const field = member(entry, 'field');
  if (typeof field !== 'string' || field === '' || !isObject(entry)) return [];
  return [Object.hasOwn(entry, 'value') ? { field, value: entry['value'] } : { field }];
}

/** How many attributes an answer names at most; a request can name thousands that do not exist. */
const mostNamed = 50;
const longestName = 200;

/** The `d` of an answer that says which attributes are at fault [D-dm, JV]. */
export function faultyFields(names: readonly string[]): { readonly fields: readonly FieldEntry[] } {
  return { fields: names.slice(0, mostNamed).map((field) => ({ field: field.slice(0, longestName) })) };
}

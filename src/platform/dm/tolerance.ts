import { isObject } from '../../lint/json.ts';

/** Members that are numbers: some devices put them in quotes [CS]. */
const numbers: ReadonlySet<string> = new Set([
  'accuracy',
  'elevation',
  'errorCode',
  'latitude',
  'lifetime',
  'longitude',
  'severity',
  'state',
  'updateStatus',
]);

/** A payload with its numbers out of their quotes; the same payload when there are none. */
export function withoutQuotes(payload: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { d } = payload;
  if (!isObject(d)) return payload;
  const fields = Array.isArray(d['fields']) ? d['fields'].map(fieldWithout) : undefined;
  return { ...payload, d: { ...membersWithout(d), ...(fields === undefined ? {} : { fields }) } };
}

function fieldWithout(field: unknown): unknown {
  if (!isObject(field)) return field;
  const { field: name, value } = field;
  if (isObject(value)) return { ...field, value: membersWithout(value) };
  const last = typeof name === 'string' ? name.slice(name.lastIndexOf('.') + 1) : '';
  return { ...field, value: numbers.has(last) ? numberIn(value) : value };
}

function membersWithout(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, numbers.has(name) ? numberIn(inner) : inner]));
}

function numberIn(value: unknown): unknown {
  return typeof value === 'string' && /^-?[0-9]{1,15}([.][0-9]{1,15})?$/.test(value) ? Number(value) : value;
}

import { isObject, member } from './json.ts';

/**
 * Whether a value holds what is wanted of it, as transcripts and replies compare payloads: objects member by member, so
 * that there may be others; lists element by element and of equal length, but for `fields`, of which each wanted entry must
 * be held by one of the same `field`, wherever it stands; everything else by value. Looks only as deep as `wanted` goes.
 */
export function holds(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return Array.isArray(value) && value.length === wanted.length && wanted.every((element, at) => holds(value[at], element));
  }
  if (!isObject(wanted)) return value === wanted;
  return isObject(value) && Object.keys(wanted).every((name) => memberHolds(name, member(value, name), wanted[name]));
}

function memberHolds(name: string, value: unknown, wanted: unknown): boolean {
  if (name !== 'fields' || !Array.isArray(wanted)) return value !== undefined && holds(value, wanted);
  if (!Array.isArray(value)) return false;
  const entries = value.map(fieldEntry);
  return wanted.map(fieldEntry).every((entry) => entries.some((candidate) => holds(candidate, entry)));
}

/** Until 2017 the documents had the name of an attribute where an object with `field` stands now [D17]. */
function fieldEntry(entry: unknown): unknown {
  return typeof entry === 'string' ? { field: entry } : entry;
}

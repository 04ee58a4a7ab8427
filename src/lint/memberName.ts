import { isObject } from './json.ts';

/** What people call members that have another name in the protocol; without case and without what stands between words. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['lat', 'latitude'],
  ['lon', 'longitude'],
  ['lng', 'longitude'],
  ['long', 'longitude'],
  ['devicetype', 'typeId'],
  ['requestid', 'reqId'],
  ['responsecode', 'rc'],
  ['returncode', 'rc'],
]);

/** The candidate that a name certainly means: the same in another spelling, or what else it is called. */
export function sureName(name: string, candidates: readonly string[]): string | undefined {
  // No name of the protocol is as long.
  if (name.length > 40) return undefined;
  const plain = plainName(name);
  const other = otherNames.get(plain);
  if (other !== undefined && candidates.includes(other)) return other;
  return candidates.find((candidate) => plainName(candidate) === plain);
}

/** The member of an object that certainly means one which the object lacks. */
export function misspelling(value: unknown, missing: string): string | undefined {
  if (!isObject(value) || Object.hasOwn(value, missing)) return undefined;
  const known = found.get(value) ?? new Map<string, string | undefined>();
  found.set(value, known);
  if (!known.has(missing))
    known.set(
      missing,
      Object.keys(value).find((name) => sureName(name, [missing]) !== undefined),
    );
  return known.get(missing);
}

/** What was found for each object, because it is asked for each of its members, and there may be many. */
const found = new WeakMap<object, Map<string, string | undefined>>();

function plainName(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}

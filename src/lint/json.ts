import type { Path } from './finding.ts';

/** Whether a parsed value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of an object's own member; `undefined` for anything else, inherited names included. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The value at a place of a payload, if there is one. */
export function valueAt(payload: unknown, path: Path): unknown {
  let value = payload;
  for (const step of path) value = typeof step === 'number' ? (Array.isArray(value) ? value[step] : undefined) : member(value, step);
  return value;
}

/** The path of a JSON pointer (RFC 6901) into a payload. */
export function pathOfPointer(payload: unknown, pointer: string): Path {
  const path: (string | number)[] = [];
  let value = payload;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(value) ? Number(name) : name;
    path.push(step);
    value = valueAt(value, [step]);
  }
  return path;
}

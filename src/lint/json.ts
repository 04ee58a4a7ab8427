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
  for (const step of path) value = inside(value, step);
  return value;
}

/** The path of a JSON pointer (RFC 6901) into a payload. */
export function pathOfPointer(payload: unknown, pointer: string): Path {
  return followPointer(payload, pointer).path;
}

/** The path of a JSON pointer into a payload, and the value there. */
export function followPointer(payload: unknown, pointer: string): { readonly path: Path; readonly value: unknown } {
  const path: (string | number)[] = [];
  let value = payload;
  for (let start = 1; start <= pointer.length;) {
    const slash = pointer.indexOf('/', start);
    const end = slash === -1 ? pointer.length : slash;
    const name = unescaped(pointer.slice(start, end));
    const step = Array.isArray(value) ? Number(name) : name;
    path.push(step);
    value = inside(value, step);
    start = end + 1;
  }
  return { path, value };
}

function inside(value: unknown, step: string | number): unknown {
  if (typeof step === 'string') return member(value, step);
  return Array.isArray(value) ? value[step] : undefined;
}

function unescaped(name: string): string {
  return name.includes('~') ? name.replaceAll('~1', '/').replaceAll('~0', '~') : name;
}

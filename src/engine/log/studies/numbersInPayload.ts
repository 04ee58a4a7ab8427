import { maxPayloadBytes } from '../../../wiotp/limits.ts';

/** Numbers that lie deeper are not looked for. */
const mostLevels = 16;

/** More than so many members of one payload are not looked at. */
const mostMembers = 10_000;

/** The value of a payload of JSON; `undefined` for anything else, and for one that is larger than the platform takes. */
export function readJson(payload: Uint8Array): unknown {
  if (payload.length === 0 || payload.length > maxPayloadBytes || !beginsLikeJson(payload)) return undefined;
  try {
    return JSON.parse(decoder.decode(payload)) as unknown;
  } catch {
    // Whatever devices send is taken; what is no JSON has no numbers to find.
    return undefined;
  }
}

/** The finite numbers in a value of JSON by their JSON pointers, in their order; at most `most`. */
export function numbersIn(value: unknown, most: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  let level: [pointer: string, value: unknown][] = [['', value]];
  let members = 0;
  for (let depth = 0; depth <= mostLevels && level.length > 0; depth++) {
    const deeper: typeof level = [];
    for (const [pointer, inside] of level) {
      if (typeof inside === 'number') {
        if (Number.isFinite(inside) && found.size < most) found.set(pointer, inside);
      } else if (typeof inside === 'object' && inside !== null) {
        for (const [name, member] of Object.entries(inside)) {
          if (++members > mostMembers) break;
          deeper.push([`${pointer}/${escaped(name)}`, member]);
        }
      }
    }
    level = deeper;
  }
  return found;
}

/** The number that a JSON pointer leads to; `undefined` where there is none that is finite. */
export function numberAt(value: unknown, pointer: readonly string[]): number | undefined {
  let inside = value;
  for (const name of pointer) {
    if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, name)) return undefined;
    inside = (inside as Readonly<Record<string, unknown>>)[name];
  }
  return typeof inside === 'number' && Number.isFinite(inside) ? inside : undefined;
}

/** The names that a JSON pointer is made of. */
export function namesOf(pointer: string): readonly string[] {
  const [, ...names] = pointer.split('/');
  return names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

const decoder = new TextDecoder();

/** Whether it may be an object, a list or a number: most payloads that are not JSON need not be decoded for that. */
function beginsLikeJson(payload: Uint8Array): boolean {
  const start = payload.find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return start !== undefined && (start === 0x7b || start === 0x5b || start === 0x2d || (start >= 0x30 && start <= 0x39));
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

import { maxPayloadBytes } from '../../../wiotp/limits.ts';

/** Numbers that lie deeper are not looked for. */
const mostLevels = 16;

/** More than so many members of one payload are not looked at. */
const mostMembers = 10_000;

/** Numbers with a longer way to them are not looked for: nobody could read it in a list. */
const mostCharacters = 1_000;

/** An object or a list of JSON. */
type Nest = Readonly<Record<string | number, unknown>>;

interface Inside {
  readonly pointer: string;
  readonly value: Nest;
}

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

/**
 * The finite numbers in a value of JSON by their JSON pointers, those that lie less deep first; at most `most`. Takes no longer than
 * finding these, and looking at 10,000 members.
 */
export function numbersIn(value: unknown, most: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  if (isNumber(value)) found.set('', value);
  let level: readonly Inside[] = isNest(value) ? [{ pointer: '', value }] : [];
  let members = 0;
  for (let depth = 0; depth < mostLevels && level.length > 0; depth++) {
    const deeper: Inside[] = [];
    for (const { pointer, value: nest } of level) {
      for (const name of Array.isArray(nest) ? nest.keys() : Object.keys(nest)) {
        if (found.size >= most || ++members > mostMembers) return found;
        const member = nest[name];
        if (!isNumber(member) && !isNest(member)) continue;
        const inside = `${pointer}/${escaped(String(name))}`;
        if (inside.length > mostCharacters) continue;
        if (isNest(member)) deeper.push({ pointer: inside, value: member });
        else found.set(inside, member);
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
  return isNumber(inside) ? inside : undefined;
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

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isNest(value: unknown): value is Nest {
  return typeof value === 'object' && value !== null;
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

import type { Path, Place } from './finding.ts';
import { valueAt } from './json.ts';
import { closeBrace, closeBracket, comma, endOfString, endOfValue, nameOf, openBrace, openBracket, skipSpace } from './jsonText.ts';
import type { TextRange } from './problem.ts';

/** A value on the way to a place that is looked for. Without `value` it is not in the text. */
interface Wanted {
  key?: TextRange;
  value?: TextRange | undefined;
  /** Only where something inside is looked for. */
  children?: Map<string | number, Wanted>;
}

/** So many places are looked for one by one, each by its name; one pass finds more of them faster. */
const few = 4;

/**
 * Finds places of a payload in its text, which must be well-formed JSON; returns what tells the range of each.
 * With `payload`, what the text was parsed to, most texts with few problems need not be read for it. Otherwise one pass
 * finds all places, and skips what no place is in: that takes a fraction of the time of a syntax tree.
 */
export function locate(text: string, places: readonly Place[], payload?: unknown): (place: Place) => TextRange {
  const areFew = places.length <= few;
  let root: Wanted | undefined;
  return ({ path, part }) => {
    const named = areFew ? findByName(text, path, payload) : undefined;
    return rangeOf(named ?? nearest((root ??= search(text, places)), path), part);
  };
}

/** Finds a member that the payload has by its name, if that stands in the text once: then it can only be the key. */
function findByName(text: string, path: Path, payload: unknown): Wanted | undefined {
  const name = path.at(-1);
  if (typeof name !== 'string' || valueAt(payload, path) === undefined) return undefined;
  const at = text.indexOf(name);
  // A backslash may stand for a character of a name.
  if (at === -1 || text.includes(name, at + 1) || text.includes('\\')) return undefined;
  const key = { start: at - 1, end: at + name.length + 1 };
  const start = skipSpace(text, skipSpace(text, key.end) + 1);
  return { key, value: { start, end: endOfValue(text, start) } };
}

function search(text: string, places: readonly Place[]): Wanted {
  const root: Wanted = {};
  for (const { path } of places) want(root, path);
  find(text, root, skipSpace(text, 0));
  return root;
}

function want(root: Wanted, path: Path): void {
  let node = root;
  for (const step of path) {
    node.children ??= new Map();
    let child = node.children.get(step);
    if (child === undefined) {
      child = {};
      node.children.set(step, child);
    }
    node = child;
  }
}

/** A place that is not in the text is shown at the nearest thing around it. */
function nearest(root: Wanted, path: Path): Wanted {
  let node = root;
  for (const step of path) {
    const child = node.children?.get(step);
    if (child?.value === undefined) break;
    node = child;
  }
  return node;
}

function rangeOf({ key, value = { start: 0, end: 0 } }: Wanted, part: Place['part']): TextRange {
  if (part === 'value') return value;
  return key ?? { start: value.start, end: value.start + 1 };
}

/** Notes where a value and what is wanted inside it are. Returns its end. */
function find(text: string, node: Wanted, start: number): number {
  // Of members with one name the last counts, as in `JSON.parse`: what was found in an earlier one is void.
  if (node.children !== undefined) for (const child of node.children.values()) child.value = undefined;
  const end = endOf(text, node, start);
  node.value = { start, end };
  return end;
}

function endOf(text: string, node: Wanted, start: number): number {
  const { children } = node;
  if (children === undefined) return endOfValue(text, start);
  switch (text.charCodeAt(start)) {
    case openBrace:
      return findMembers(text, children, start);
    case openBracket:
      return findElements(text, children, start);
    default:
      return endOfValue(text, start);
  }
}

function findMembers(text: string, children: ReadonlyMap<string | number, Wanted>, start: number): number {
  let at = skipSpace(text, start + 1);
  while (text.charCodeAt(at) !== closeBrace) {
    const end = endOfString(text, at);
    const child = children.get(nameOf(text, at, end));
    if (child !== undefined) child.key = { start: at, end };
    const value = skipSpace(text, skipSpace(text, end) + 1);
    at = nextAfter(text, endOfChild(text, child, value));
  }
  return at + 1;
}

function findElements(text: string, children: ReadonlyMap<string | number, Wanted>, start: number): number {
  let at = skipSpace(text, start + 1);
  for (let index = 0; text.charCodeAt(at) !== closeBracket; index++) {
    at = nextAfter(text, endOfChild(text, children.get(index), at));
  }
  return at + 1;
}

function endOfChild(text: string, child: Wanted | undefined, start: number): number {
  return child === undefined ? endOfValue(text, start) : find(text, child, start);
}

/** The beginning of the next member or element, or the closing bracket. */
function nextAfter(text: string, end: number): number {
  const at = skipSpace(text, end);
  return text.charCodeAt(at) === comma ? skipSpace(text, at + 1) : at;
}

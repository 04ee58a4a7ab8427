import { jsonTokens } from '../../assist/json/jsonTokens.ts';

/** What a value of a tree is. */
export type JsonSort = 'object' | 'array' | 'string' | 'number' | 'word';

/** A value of a {@link JsonTree}. Offsets are those of the text. */
export interface JsonNode {
  readonly sort: JsonSort;
  /** Where the value stands, exactly as it was sent. */
  readonly start: number;
  readonly end: number;
  /** Its name as it stands in the text, with quotes; absent for elements and for the whole. */
  readonly name?: string;
  /** 0 for the whole. */
  readonly depth: number;
  /** The number of the value that holds it, -1 for the whole. */
  readonly parent: number;
  /** Which of the values in its parent it is, from 0. */
  readonly place: number;
  /** How many values it holds itself. */
  readonly size: number;
  /** The number of the first value behind it and all that it holds. */
  readonly after: number;
}

type Growing = { -readonly [K in keyof JsonNode]: JsonNode[K] };

/** The values of a JSON text in its order, each by its number; the whole is 0. Names keep their order and number. */
export interface JsonTree {
  readonly json: string;
  readonly nodes: readonly JsonNode[];
}

/**
 * Takes JSON text apart without building its value, so that numbers, strings and names that come twice stay as they were sent.
 * @param json Text that `JSON.parse` accepts.
 */
export function jsonTree(json: string): JsonTree {
  const nodes: Growing[] = [];
  const open: number[] = [];
  let name: string | undefined;
  let before = '';
  for (const { text, start } of jsonTokens(json)) {
    const parent = open.at(-1) ?? -1;
    const holder = nodes[parent];
    const end = start + text.length;
    if (text === '}' || text === ']') {
      open.pop();
      if (holder !== undefined) Object.assign(holder, { end, after: nodes.length });
    } else if (holder?.sort === 'object' && (before === '{' || before === ',')) name = text;
    else if (text !== ',' && text !== ':') {
      const at = nodes.length;
      const place = holder?.size ?? 0;
      if (holder !== undefined) holder.size++;
      nodes.push({
        sort: sortOf(text),
        start,
        end,
        ...(name === undefined ? {} : { name }),
        depth: open.length,
        parent,
        place,
        size: 0,
        after: at + 1,
      });
      name = undefined;
      if (text === '{' || text === '[') open.push(at);
    }
    before = text;
  }
  return { json, nodes };
}

/** Whether a value holds others, or could. */
export function isContainer({ sort }: JsonNode): boolean {
  return sort === 'object' || sort === 'array';
}

/** The way to a value as programs write it: `d.temp`, `list[3]`, `d["odd name"]`; empty for the whole. */
export function pathOf(tree: JsonTree, node: number): string {
  const path = wayTo(tree, node).map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return path.join('').replace(/^\./, '');
}

/** The way to a value as a JSON pointer (RFC 6901): `/d/temp`; empty for the whole. */
export function pointerOf(tree: JsonTree, node: number): string {
  return wayTo(tree, node)
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** A value for the clipboard: a string as what it stands for, everything else as it was sent. */
export function valueText({ json, nodes }: JsonTree, node: number): string {
  const { sort, start, end } = nodes[node] ?? { sort: 'word', start: 0, end: 0 };
  const text = json.slice(start, end);
  return sort === 'string' ? decoded(text) : text;
}

/** What a string or a name in quotes stands for. */
export function decoded(quoted: string): string {
  return JSON.parse(quoted) as string;
}

function wayTo({ nodes }: JsonTree, node: number): (string | number)[] {
  const way: (string | number)[] = [];
  for (let at = nodes[node]; at !== undefined && at.parent >= 0; at = nodes[at.parent]) {
    way.push(at.name === undefined ? at.place : decoded(at.name));
  }
  return way.toReversed();
}

function sortOf(text: string): JsonSort {
  const first = text.charAt(0);
  if (first === '{') return 'object';
  if (first === '[') return 'array';
  if (first === '"') return 'string';
  return first === '-' || (first >= '0' && first <= '9') ? 'number' : 'word';
}

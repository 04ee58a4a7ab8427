import type { Path } from '../lint/finding.ts';
import { isObject } from '../lint/json.ts';

/** A parsed schema's object; references in it are rewritten before it is compiled. */
export type SchemaObject = Record<string, unknown>;

/** A keyword with text, found on a walk through a schema. */
export interface FoundText {
  readonly path: Path;
  readonly holder: SchemaObject;
  readonly keyword: string;
  readonly text: string;
  /** The nearest schema with an `$id` of its own that it stands in, or the root. An `$id` itself stands in the one around. */
  readonly resource: SchemaObject;
}

/** What matters about a schema before it is compiled. */
export interface Walk {
  /** `$ref` and its kin. */
  readonly references: readonly FoundText[];
  /** `$id`s, those around before those within. */
  readonly ids: readonly FoundText[];
  /** Plain names that references may end with: `$anchor`, and `$id` with `#` in draft-07. */
  readonly anchors: readonly FoundText[];
  readonly formats: readonly FoundText[];
  /** Regular expressions: values of `pattern` and names in `patternProperties`. */
  readonly patterns: readonly FoundText[];
  /** It is nested deeper than any compiler could follow. */
  readonly isTooDeep: boolean;
}

/** Schemas are compiled recursively, and no real one is half as deep. */
export const mostDepth = 200;

const referring = new Set(['$ref', '$dynamicRef', '$recursiveRef']);

const naming = new Set(['$anchor', '$dynamicAnchor']);

/** Keywords whose members have names of the user's. */
const named = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies']);

/** Keywords that hold data, in which nothing is a keyword. */
const data = new Set(['const', 'enum', 'default', 'examples']);

interface Step {
  readonly value: unknown;
  readonly path: Path;
  readonly resource: SchemaObject;
  readonly isSchema: boolean;
}

type Found = { readonly [K in Exclude<keyof Walk, 'isTooDeep'>]: FoundText[] };

/** Walks through a parsed schema and takes out what would make its check wait for something (`$async`). */
export function walkSchema(root: SchemaObject): Walk {
  const found: Found = { references: [], ids: [], anchors: [], formats: [], patterns: [] };
  const open: Step[] = [{ value: root, path: [], resource: root, isSchema: true }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (step.path.length > mostDepth) return { ...found, isTooDeep: true };
    const { value, path } = step;
    if (Array.isArray(value)) for (const [at, entry] of value.entries()) open.push({ ...step, value: entry, path: [...path, at] });
    else if (isObject(value)) for (const inner of members(value, step, found)) open.push(inner);
  }
  return { ...found, isTooDeep: false };
}

function members(holder: SchemaObject, step: Step, found: Found): readonly Step[] {
  if (!step.isSchema)
    return Object.entries(holder).map(([name, value]) => ({ ...step, value, path: [...step.path, name], isSchema: true }));
  delete holder['$async'];
  const id = holder['$id'];
  const resource = typeof id === 'string' && !id.startsWith('#') ? holder : step.resource;
  const steps: Step[] = [];
  for (const [keyword, value] of Object.entries(holder)) {
    const path = [...step.path, keyword];
    if (typeof value === 'string')
      note({ path, holder, keyword, text: value, resource: keyword === '$id' ? step.resource : resource }, found);
    else if (!data.has(keyword)) steps.push({ value, path, resource, isSchema: !named.has(keyword) });
    if (keyword === 'patternProperties' && isObject(value)) {
      for (const text of Object.keys(value)) found.patterns.push({ path: [...path, text], holder, keyword, text, resource });
    }
  }
  return steps;
}

function note(text: FoundText, found: Found): void {
  if (referring.has(text.keyword)) found.references.push(text);
  else if (text.keyword === '$id' && text.text.startsWith('#')) found.anchors.push({ ...text, text: text.text.slice(1) });
  else if (text.keyword === '$id') found.ids.push(text);
  else if (naming.has(text.keyword)) found.anchors.push(text);
  else if (text.keyword === 'format') found.formats.push(text);
  else if (text.keyword === 'pattern') found.patterns.push(text);
}

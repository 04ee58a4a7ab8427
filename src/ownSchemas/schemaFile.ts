import { isObject } from '../lint/json.ts';
import type { OwnSchema } from '../lint/own/ownSchemas.ts';
import type { Problem } from '../lint/problem.ts';
import { ownRules } from '../lint/ruleTables/own.ts';
import { scan } from '../lint/scan.ts';
import { quoted, valueText } from '../lint/wording.ts';
import { draftIds, draftOf, type Draft } from './dialect.ts';
import { fileProblem, schemaProblems, faultAt, type SchemaFault } from './schemaProblem.ts';
import { mostDepth, walkSchema, type SchemaObject, type Walk } from './walkSchema.ts';

/** A schema file that could be read; its schema is rewritten in place before it is compiled. */
export interface SchemaFile {
  /** Its place in the list that is compiled. */
  readonly index: number;
  readonly path: string;
  readonly text: string;
  /** The address under which the compiler knows it. */
  readonly address: string;
  readonly draft: Draft;
  readonly schema: SchemaObject | boolean;
  readonly walk: Walk;
  /** What was found wrong with it, in the order of finding. */
  readonly faults: SchemaFault[];
}

const emptyWalk: Walk = { references: [], ids: [], anchors: [], formats: [], patterns: [], isTooDeep: false };

/** Reads a schema file, or says why it is none. */
export function readSchemaFile({ path, text: saved }: OwnSchema, index: number): SchemaFile | Problem {
  // An editor’s byte order mark is no part of the schema; places stay where they are.
  const text = saved.replace(/^\uFEFF/, ' ');
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch {
    return notJson(text);
  }
  if (typeof schema !== 'boolean' && !isObject(schema)) {
    return fileProblem('own/schema-broken', text, `A JSON Schema is an object, or true or false, and not ${valueText(schema)}. ${off}`);
  }
  const draft = draftOf(schema);
  if (draft === undefined) return unknownDraft(text, schema);
  const walk = isObject(schema) ? walkSchema(schema) : emptyWalk;
  if (walk.isTooDeep) return fileProblem('own/schema-broken', text, `This schema is nested deeper than ${mostDepth} levels. ${off}`);
  return { index, path, text, address: addressOf(index), draft, schema, walk, faults: [] };
}

/** Whether something was found wrong with a file that keeps it from being used. */
export function isBroken({ faults }: SchemaFile): boolean {
  return faults.some(({ rule }) => ownRules[rule].severity === 'error');
}

/** Says that nothing comes of a file as it is. */
export const off = 'Nothing is checked against it until that is put right.';

function addressOf(index: number): string {
  return `own://schemas/${index}`;
}

function notJson(text: string): Problem {
  const range = scan(text).error?.range ?? { start: 0, end: text.length };
  const message = `This schema is not JSON from here on. ${off}`;
  return { rule: 'own/schema-broken', severity: ownRules['own/schema-broken'].severity, message, range };
}

function unknownDraft(text: string, schema: unknown): Problem {
  const { $schema: named } = schema as { readonly $schema: unknown };
  const known = Object.values(draftIds).map((id) => JSON.stringify(id));
  const message = `${typeof named === 'string' ? quoted(named) : 'This'} is no draft of JSON Schema that is known here. Use ${known.slice(0, -1).join(', ')} or ${known.at(-1) ?? ''}, or leave $schema out for 2020-12. ${off}`;
  const [problem] = schemaProblems(text, [faultAt('own/schema-broken', ['$schema'], message)]);
  return problem ?? fileProblem('own/schema-broken', text, message);
}

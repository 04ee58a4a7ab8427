import { readFileSync } from 'node:fs';
import { catalog, type CatalogKind } from '../../src/wiotp/catalog.ts';

/** A JSON Schema (draft-07) as far as ours use it. */
export interface Schema {
  $schema?: string;
  $id?: string;
  $ref?: string;
  title?: string;
  description?: string;
  type?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  if?: Schema;
  then?: Schema;
  const?: unknown;
  enum?: unknown[];
  enumDescriptions?: string[];
  default?: unknown;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  pattern?: string;
  format?: string;
  contentEncoding?: string;
}

/** A kind whose payload has a schema, with that schema; shared parts are put in where they are used. */
export interface MessageSchema {
  readonly kind: CatalogKind;
  /** The schema's name, as the kind gives it. */
  readonly name: string;
  readonly schema: Schema;
}

const folder = new URL('../../src/wiotp/schemas/', import.meta.url);

/** Reads the schema of every kind that has one, in the order of the catalog. */
export function messageSchemas(): readonly MessageSchema[] {
  const definitions = readSchema('definitions') as { definitions: Record<string, Schema> };
  return catalog.flatMap((kind) => {
    if (kind.schema === undefined) return [];
    return [{ kind, name: kind.schema, schema: inlined(readSchema(kind.schema), definitions.definitions) }];
  });
}

/** A copy of a schema with `change` made to every part of it, innermost first. */
export function mapSchema(schema: Schema, change: (part: Schema) => Schema): Schema {
  const copy: Schema = { ...schema };
  for (const key of ['properties', 'patternProperties'] as const) {
    const parts = schema[key];
    if (parts !== undefined) copy[key] = mapValues(parts, (part) => mapSchema(part, change));
  }
  for (const key of ['allOf', 'anyOf'] as const) {
    const parts = schema[key];
    if (parts !== undefined) copy[key] = parts.map((part) => mapSchema(part, change));
  }
  for (const key of ['items', 'then'] as const) {
    const part = schema[key];
    if (part !== undefined) copy[key] = mapSchema(part, change);
  }
  const { additionalProperties } = schema;
  if (typeof additionalProperties === 'object') copy.additionalProperties = mapSchema(additionalProperties, change);
  return change(copy);
}

function readSchema(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

/**
 * What stands next to a `$ref`, such as a description of its own, goes before what it refers to. The same holds for
 * an `allOf` of one, which is how a whole schema says that it is a definition with another title.
 */
function inlined(schema: unknown, definitions: Record<string, Schema>): Schema {
  return mapSchema(schema as Schema, (part) => {
    const [only, ...others] = part.allOf ?? [];
    if (only !== undefined && others.length === 0) {
      const own = { ...part };
      delete own.allOf;
      return { ...only, ...own };
    }
    if (part.$ref === undefined) return part;
    const { $ref, ...own } = part;
    const target = definitions[$ref.replace('definitions.json#/definitions/', '')];
    if (target === undefined) throw new Error(`No definition ${$ref}`);
    return { ...inlined(target, definitions), ...own };
  });
}

function mapValues<T>(record: Record<string, T>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

import { escapeMarkdown } from '../../../src/assist/markdown.ts';
import { conditional, valueSnippet, type AllowedValues, type AnnotatedSchema, type SchemaSnippet } from './annotatedSchemas.ts';
import type { Schema } from '../messageSchemas.ts';

/** A schema with the title of the message that it is from. */
export interface TitledSchema {
  readonly title: string;
  readonly schema: AnnotatedSchema;
}

/** What is said about any of several messages: the members of all, and where they differ, what each says. */
export function unionSchema(messages: readonly TitledSchema[]): AnnotatedSchema {
  const parts = messages.flatMap(withAdditions);
  const allOf = conditions(parts);
  const values = parts.flatMap(({ schema }) => (schema.anyOf === undefined ? [] : [schema.anyOf[1]]));
  return {
    ...optional('markdownDescription', textOf(parts)),
    ...optional(
      'default',
      parts.map(({ schema }) => schema.default).find((usual) => usual !== undefined),
    ),
    ...optional(
      'examples',
      list(
        unique(
          parts.flatMap(({ schema }) => schema.examples ?? []),
          JSON.stringify,
        ),
      ),
    ),
    ...optional('properties', byName(parts, 'properties')),
    ...optional('patternProperties', byName(parts, 'patternProperties')),
    ...optional('additionalProperties', one(parts, 'additionalProperties')),
    ...optional('items', one(parts, 'items')),
    ...optional('defaultSnippets', list(snippetsOf(parts, values))),
    ...(allOf.length === 0 ? {} : { allOf }),
    ...(values.length === 0 ? {} : { anyOf: [{}, unionOfValues(values)] as const }),
  };
}

/** What an `allOf` adds without a condition counts like the schema itself. */
function withAdditions({ title, schema }: TitledSchema): readonly TitledSchema[] {
  const additions = (schema.allOf ?? []).filter((part) => part.if === undefined);
  return [{ title, schema }, ...additions.flatMap((addition) => withAdditions({ title, schema: addition }))];
}

function conditions(parts: readonly TitledSchema[]): readonly AnnotatedSchema[] {
  const thens = new Map<string, TitledSchema[]>();
  for (const { title, schema } of parts) {
    for (const { if: condition, then } of schema.allOf ?? []) {
      if (condition === undefined || then === undefined) continue;
      const key = JSON.stringify(condition);
      thens.set(key, [...(thens.get(key) ?? []), { title, schema: then }]);
    }
  }
  return [...thens].map(([condition, said]) => conditional(JSON.parse(condition) as Schema, unionSchema(said)));
}

function textOf(parts: readonly TitledSchema[]): string | undefined {
  const titles = new Map<string, string[]>();
  for (const { title, schema } of parts) {
    const text = schema.markdownDescription;
    if (text !== undefined) titles.set(text, [...(titles.get(text) ?? []), title]);
  }
  if (titles.size < 2) return [...titles.keys()][0];
  return [...titles].map(([text, of]) => `*${escapeMarkdown(of.join(', '))}:* ${text}`).join('\n\n');
}

function byName(parts: readonly TitledSchema[], key: 'properties' | 'patternProperties'): Record<string, AnnotatedSchema> | undefined {
  const named = new Map<string, TitledSchema[]>();
  for (const { title, schema } of parts) {
    for (const [name, member] of Object.entries(schema[key] ?? {}))
      named.set(name, [...(named.get(name) ?? []), { title, schema: member }]);
  }
  return named.size === 0 ? undefined : Object.fromEntries([...named].map(([name, same]) => [name, unionSchema(same)]));
}

function one(parts: readonly TitledSchema[], key: 'items' | 'additionalProperties'): AnnotatedSchema | undefined {
  const same = parts.flatMap(({ title, schema }) => (schema[key] === undefined ? [] : [{ title, schema: schema[key] }]));
  return same.length === 0 ? undefined : unionSchema(same);
}

function unionOfValues(all: readonly AllowedValues[]): AllowedValues {
  const texts = new Map<unknown, Set<string>>();
  for (const { enum: values, enumDescriptions = [] } of all) {
    for (const [at, value] of values.entries()) {
      const said = texts.get(value) ?? new Set();
      texts.set(value, enumDescriptions[at] === undefined ? said : said.add(enumDescriptions[at]));
    }
  }
  const sorted = [...texts].toSorted(([a], [b]) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0));
  const enumDescriptions = sorted.map(([, said]) => [...said].join(' '));
  return { enum: sorted.map(([value]) => value), ...(enumDescriptions.some((text) => text !== '') ? { enumDescriptions } : {}) };
}

function snippetsOf(parts: readonly TitledSchema[], values: readonly AllowedValues[]): readonly SchemaSnippet[] {
  if (values.length === 0)
    return unique(
      parts.flatMap(({ schema }) => schema.defaultSnippets ?? []),
      ({ label }) => label,
    );
  return unionOfValues(values).enum.map(valueSnippet);
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].toReversed();
}

function list<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length === 0 ? undefined : items;
}

function optional<K extends string, T>(key: K, value: T | undefined): { [name in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [name in K]?: T });
}

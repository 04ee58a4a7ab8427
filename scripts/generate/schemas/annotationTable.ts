import type { Annotation, AnnotationCondition, SuggestedValue } from '../../../src/assist/known/annotation.ts';
import { escapeMarkdown } from '../../../src/assist/markdown.ts';
import { escapeSnippet, valuePlaceholder } from '../../../src/assist/snippets/snippetText.ts';
import type { AnnotatedSchema } from './annotatedSchemas.ts';

/** Annotations as a flat table in which equal ones stand once, and refer to each other by number. */
export class AnnotationTable {
  readonly #rows: Annotation[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #references = new Map<string, number>();
  readonly #root: AnnotatedSchema;

  /** @param root the schema that references (`#/definitions/…`) point into */
  constructor(root: AnnotatedSchema) {
    this.#root = root;
  }

  get rows(): readonly Annotation[] {
    return this.#rows;
  }

  /** The number of what a schema says, with everything below it in the table. */
  add(schema: AnnotatedSchema): number {
    if (schema.$ref !== undefined) return this.referred(schema.$ref);
    const row = this.#rowOf(schema);
    const key = JSON.stringify(row);
    const number = this.#numbers.get(key) ?? this.#rows.push(row) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** The number of what a reference points to, which may lead back to itself. */
  referred(reference: string): number {
    const known = this.#references.get(reference);
    if (known !== undefined) return known;
    const number = this.#rows.push({}) - 1;
    this.#references.set(reference, number);
    this.#rows[number] = this.#rowOf(schemaAt(this.#root, reference));
    return number;
  }

  #rowOf(schema: AnnotatedSchema): Annotation {
    const parts = withAdditions(schema);
    const text = first(parts, ({ markdownDescription }) => markdownDescription);
    const members = this.#members(parts);
    const others = first(
      parts,
      ({ patternProperties, additionalProperties }) => Object.values(patternProperties ?? {})[0] ?? additionalProperties,
    );
    const items = first(parts, (part) => part.items);
    const when = parts.flatMap(({ allOf = [] }) => allOf.flatMap((part) => this.#condition(part)));
    const values = valuesOf(parts);
    const insert = insertOf(parts, values);
    return {
      ...optional('text', text),
      ...(Object.keys(members).length === 0 ? {} : { members }),
      ...(others === undefined ? {} : { others: this.add(others) }),
      ...(items === undefined ? {} : { items: this.add(items) }),
      ...(when.length === 0 ? {} : { when }),
      ...(values.length === 0 ? {} : { values }),
      ...optional('insert', insert),
    };
  }

  #members(parts: readonly AnnotatedSchema[]): Record<string, number> {
    const members: Record<string, number> = {};
    for (const { properties = {} } of parts) {
      for (const [name, member] of Object.entries(properties)) members[name] ??= this.add(member);
    }
    return members;
  }

  #condition({ if: condition, then }: AnnotatedSchema): readonly AnnotationCondition[] {
    if (condition === undefined || then === undefined) return [];
    const [[member, { const: is }] = ['', {}], ...others] = Object.entries(condition.properties ?? {});
    if (is === undefined || others.length > 0) throw new Error(`Not a condition on the value of one member: ${JSON.stringify(condition)}`);
    return [{ member, is, adds: this.add(then) }];
  }
}

/** A schema and what its `allOf` adds without a condition. */
function withAdditions(schema: AnnotatedSchema): readonly AnnotatedSchema[] {
  return [schema, ...(schema.allOf ?? []).filter((part) => part.if === undefined).flatMap(withAdditions)];
}

function valuesOf(parts: readonly AnnotatedSchema[]): readonly SuggestedValue[] {
  const all = parts.flatMap(({ anyOf, examples = [], default: usual }) => {
    const { enum: allowed = [], enumDescriptions = [] } = anyOf?.[1] ?? {};
    return [
      ...allowed.map((value, at) => ({ value, ...optional('text', escaped(enumDescriptions[at])) })),
      ...(usual === undefined ? [] : [usual]).concat(examples).map((value) => ({ value })),
    ];
  });
  const byValue = new Map<string, SuggestedValue>();
  for (const value of all) {
    const key = JSON.stringify(value.value);
    if (!byValue.has(key)) byValue.set(key, value);
  }
  return [...byValue.values()];
}

/** A choice of the allowed values, the usual value, the first example, or what is begun in the same way for all values. */
function insertOf(parts: readonly AnnotatedSchema[], values: readonly SuggestedValue[]): string | undefined {
  const usual = first(parts, (part) => part.default);
  if (usual === undefined && parts.some(({ anyOf }) => anyOf !== undefined))
    return `\${1|${values.map(({ value }) => choice(value)).join(',')}|}`;
  const [suggested] = usual === undefined ? values.map(({ value }) => value) : [usual];
  if (typeof suggested === 'object') return escapeSnippet(JSON.stringify(suggested));
  if (suggested !== undefined) return valuePlaceholder(suggested, 1);
  const body = first(parts, ({ defaultSnippets: [snippet] = [] }) =>
    snippet !== undefined && 'body' in snippet ? snippet.body : undefined,
  );
  return typeof body === 'string' ? body.replace(/^\^/, '') : undefined;
}

/** A value among those of a choice, in which commas and bars end it. */
function choice(value: unknown): string {
  return JSON.stringify(value).replace(/[\\$},|]/g, '\\$&');
}

function schemaAt(root: AnnotatedSchema, reference: string): AnnotatedSchema {
  const [, group, name = ''] = /^#\/(properties|definitions)\/([^/]+)$/.exec(reference) ?? [];
  const schema = group === 'properties' ? root.properties?.[name] : root.definitions?.[name];
  if (schema === undefined) throw new Error(`Nothing at ${reference}`);
  return schema;
}

function first<T>(parts: readonly AnnotatedSchema[], of: (part: AnnotatedSchema) => T | undefined): T | undefined {
  return parts.map(of).find((found) => found !== undefined);
}

function escaped(description: string | undefined): string | undefined {
  return description === undefined || description === '' ? undefined : escapeMarkdown(description);
}

function optional<K extends string, T>(key: K, value: T | undefined): { [name in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [name in K]?: T });
}

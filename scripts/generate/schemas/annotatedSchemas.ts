import { emptyLabel } from '../../../src/assist/completion/emptyLabel.ts';
import { answeredBy } from '../../../src/assist/snippets/kindGroups.ts';
import { codeSpan, escapeMarkdown } from '../../../src/assist/markdown.ts';
import type { CatalogKind } from '../../../src/wiotp/catalog.ts';
import { messageSchemas, type Schema } from '../messageSchemas.ts';
import { returnCodeText } from './returnCodeTexts.ts';
import { skeleton } from './skeleton.ts';
import { typeText } from './typeText.ts';

/** A snippet in a schema: a value, or a text in the language of snippets. */
export type SchemaSnippet = { readonly label: string; readonly description?: string } & (
  { readonly body: unknown } | { readonly bodyText: string }
);

/** What VS Code's JSON service reads of a schema for completion and hover. It refuses nothing. */
export interface AnnotatedSchema {
  $schema?: string;
  $id?: string;
  $ref?: string;
  title?: string;
  markdownDescription?: string;
  doNotSuggest?: boolean;
  default?: unknown;
  examples?: readonly unknown[];
  defaultSnippets?: readonly SchemaSnippet[];
  properties?: Record<string, AnnotatedSchema>;
  patternProperties?: Record<string, AnnotatedSchema>;
  additionalProperties?: AnnotatedSchema;
  items?: AnnotatedSchema;
  allOf?: readonly AnnotatedSchema[];
  /** A bare `enum` would refuse other values; one of two alternatives does not. */
  anyOf?: readonly [Readonly<Record<string, never>>, AllowedValues];
  /** Conditions only decide what is said. */
  if?: Schema;
  then?: AnnotatedSchema;
  definitions?: Record<string, AnnotatedSchema>;
}

export interface AllowedValues {
  readonly enum: readonly unknown[];
  readonly enumDescriptions?: readonly string[];
}

/** The payload of a kind, described. */
export interface AnnotatedMessage {
  readonly kind: CatalogKind;
  readonly schema: AnnotatedSchema;
}

/** Every kind whose payload has a schema, with what is to be said about it, in the order of the catalog. */
export function annotatedMessages(): readonly AnnotatedMessage[] {
  return messageSchemas().map(({ kind, schema }) => ({ kind, schema: annotated(withReturnCodes(kind, schema)) }));
}

/** A schema without everything that refuses: texts stay, allowed values become suggestions, and types a part of the text. */
export function annotated(part: Schema, need?: 'required' | 'optional'): AnnotatedSchema {
  const { title, description, $ref, default: usual, examples, properties, patternProperties, additionalProperties, items } = part;
  const values = part.enum ?? (part.type === 'boolean' ? [true, false] : undefined);
  const snippets = values === undefined ? emptyValue(part) : values.map(valueSnippet);
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { markdownDescription: textOf(part, description, need) }),
    ...($ref === undefined ? {} : { $ref }),
    ...(usual === undefined ? {} : { default: usual }),
    ...(examples === undefined ? {} : { examples }),
    ...(properties === undefined ? {} : { properties: members(properties, part.required ?? []) }),
    ...(patternProperties === undefined ? {} : { patternProperties: members(patternProperties) }),
    ...(typeof additionalProperties === 'object' ? { additionalProperties: annotated(additionalProperties) } : {}),
    ...(items === undefined ? {} : { items: annotated(items) }),
    ...(part.allOf === undefined ? {} : { allOf: part.allOf.map((one) => annotated(one)) }),
    ...(part.if === undefined || part.then === undefined ? {} : conditional(part.if, annotated(part.then))),
    ...(snippets.length === 0 ? {} : { defaultSnippets: snippets }),
    ...(values === undefined ? {} : { anyOf: [{}, allowed(values, part.enumDescriptions)] }),
  };
}

/** What is said only of values that fit a condition. */
export function conditional(condition: Schema, said: AnnotatedSchema): AnnotatedSchema {
  // oxlint-disable-next-line unicorn/no-thenable -- that is what JSON Schema calls it
  return { if: condition, then: said };
}

/** Text that may be shown beside a member: what it is for, what it may be, and what the allowed values mean. */
function textOf(part: Schema, description: string, need: 'required' | 'optional' | undefined): string {
  const type = escapeMarkdown(`${typeText(part)}${need === undefined ? '' : `; ${need}`}.`);
  return [escapeMarkdown(description), type, ...valueList(part)].join('\n\n');
}

/** Meanings that take several sentences, as those of return codes, are shown with their value only. */
function valueList({ enum: values = [], enumDescriptions = [] }: Schema): string[] {
  if (values.length === 0 || enumDescriptions.some((text) => text.length > longestInList)) return [];
  const lines = values.map((value, at) => {
    const meaning = enumDescriptions[at];
    return `- ${codeSpan(JSON.stringify(value))}${meaning === undefined ? '' : `: ${escapeMarkdown(meaning)}`}`;
  });
  return [lines.join('\n')];
}

const longestInList = 80;

function members(parts: Record<string, Schema>, required?: readonly string[]): Record<string, AnnotatedSchema> {
  const need = (name: string) => (required === undefined ? undefined : required.includes(name) ? 'required' : 'optional');
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, annotated(part, need(name))]));
}

function allowed(values: readonly unknown[], enumDescriptions: readonly string[] | undefined): AllowedValues {
  return enumDescriptions === undefined ? { enum: values } : { enum: values, enumDescriptions };
}

/** VS Code takes the description of a snippet without one from the allowed value of the same label. */
export function valueSnippet(body: unknown): SchemaSnippet {
  return { label: JSON.stringify(body), body };
}

/** What to type for a value without examples: without a snippet VS Code completes the name and leaves out the colon. */
function emptyValue(part: Schema): readonly SchemaSnippet[] {
  if (part.examples !== undefined || part.default !== undefined || part.description === undefined || part.$ref !== undefined) return [];
  const body = skeleton(part);
  return [{ label: emptyLabel(body) ?? '0', body: `^${body}` }];
}

/** The rc of an answer says something else for each request; the catalog has it. */
function withReturnCodes(kind: CatalogKind, schema: Schema): Schema {
  const { rc } = schema.properties ?? {};
  if (rc?.enum === undefined || answeredBy(kind).length === 0) return schema;
  const enumDescriptions = rc.enum.map((value) => returnCodeText(kind, Number(value)));
  return { ...schema, properties: { ...schema.properties, rc: { ...rc, enumDescriptions } } };
}

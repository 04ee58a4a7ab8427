import type { CatalogKind } from '../src/wiotp/catalog.ts';
import { mapSchema, messageSchemas, type Schema } from './messageSchemas.ts';

/** One entry of `contributes.jsonValidation` in package.json. */
export interface JsonValidationEntry {
  readonly fileMatch: readonly string[];
  readonly url: string;
}

interface Snippet {
  readonly label: string;
  readonly description?: string;
  readonly body: unknown;
}

/** What VS Code's JSON service reads of a schema for completion and hover. */
interface AnnotatedSchema extends Schema {
  defaultSnippets?: Snippet[];
}

/** The schemas that VS Code maps to payload files by their names. */
export function jsonValidationEntries(): readonly JsonValidationEntry[] {
  return messageSchemas().map(({ kind, name }) => ({ fileMatch: [`*.${kind.name}.json`], url: `./schemas/${name}.json` }));
}

/**
 * Schemas for VS Code's own JSON service: path and content of each file. They describe and suggest but refuse
 * nothing, as our linter reports what is wrong, with the platform's consequence.
 */
export function generateSchemas(): ReadonlyMap<string, string> {
  return new Map(
    messageSchemas().map(({ kind, name, schema }) => [`schemas/${name}.json`, `${JSON.stringify(message(kind, schema), undefined, 2)}\n`]),
  );
}

function message(kind: CatalogKind, schema: Schema): AnnotatedSchema {
  const { properties, title = kind.title, description = kind.summary } = mapSchema(schema, annotations);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...(schema.$id === undefined ? {} : { $id: schema.$id }),
    title,
    description,
    defaultSnippets: kind.examples.map((example, at) => ({
      label: at === 0 ? kind.title : `${kind.title}: ${JSON.stringify(example)}`,
      description: kind.summary,
      body: withPlaceholder(example),
    })),
    ...(properties === undefined ? {} : { properties }),
  };
}

/** A part of a schema without everything that refuses; allowed values become suggestions, a condition stays whole. */
function annotations(part: Schema): AnnotatedSchema {
  const values = valuesOf(part);
  const kept: AnnotatedSchema = { ...part };
  for (const key of validating) delete kept[key];
  const snippets = values === undefined ? [emptyValue(part)].filter((snippet) => snippet !== undefined) : valueSnippets(values, part);
  if (snippets.length > 0) kept.defaultSnippets = snippets;
  // A bare `enum` would refuse other values; one of two alternatives does not.
  if (values !== undefined) kept.anyOf = [{}, { enum: values, ...described(part) }];
  return kept;
}

const validating = [
  ...(['type', 'required', 'additionalProperties', 'anyOf', 'const', 'enum', 'enumDescriptions', 'contentEncoding'] as const),
  ...(['minimum', 'maximum', 'minLength', 'minItems', 'pattern', 'format'] as const),
] as const;

function valuesOf({ type, enum: values }: Schema): unknown[] | undefined {
  return values ?? (type === 'boolean' ? [true, false] : undefined);
}

function described({ enumDescriptions }: Schema): Schema {
  return enumDescriptions === undefined ? {} : { enumDescriptions };
}

function valueSnippets(values: readonly unknown[], { enumDescriptions }: Schema): Snippet[] {
  return values.map((body, at) => {
    const description = enumDescriptions?.[at];
    return { label: String(body), ...(description === undefined ? {} : { description }), body };
  });
}

/** What to type for a value without examples: without a snippet VS Code completes the name and leaves out the colon. */
function emptyValue({ type, description, examples, allOf }: Schema): Snippet | undefined {
  if (examples !== undefined || description === undefined || allOf !== undefined) return undefined;
  if (type === 'array') return { label: '[ ]', body: '^[$1]' };
  if (type === 'string') return { label: '""', body: '^"$1"' };
  // Values of any type are objects more often than not.
  return { label: '{ }', body: '^{$1}' };
}

/** The example with its reqId as the place where the cursor goes. */
function withPlaceholder(example: unknown): unknown {
  const { reqId, ...rest } = example as Record<string, unknown>;
  return typeof reqId === 'string' ? { ...rest, reqId: `\${1:${reqId}}` } : rest;
}

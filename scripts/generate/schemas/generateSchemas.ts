import { membersOfKind } from '../../../src/assist/snippets/kindGroups.ts';
import { payloadSnippets } from '../../../src/assist/snippets/payloadSnippets.ts';
import { ourFileOfName, workbenchFileTypes } from '../../../src/lint/files/ourFile.ts';
import { genericKinds, type GenericKind, type PayloadKind } from '../../../src/wiotp/genericKinds.ts';
import { annotatedMessages, type AnnotatedMessage, type AnnotatedSchema } from './annotatedSchemas.ts';
import { transcriptSchema, wholeSnippet } from './transcriptSchema.ts';
import { unionSchema } from './unionSchema.ts';
import { workbenchFileMatch, workbenchSchemas } from './workbenchSchemas.ts';

/** One entry of `contributes.jsonValidation` in package.json. */
export interface JsonValidationEntry {
  readonly fileMatch: readonly string[];
  readonly url: string;
}

/** The schemas that VS Code maps to our files by their names. */
export function jsonValidationEntries(): readonly JsonValidationEntry[] {
  const payloads = namedPayloads(annotatedMessages()).map(({ kind: { name } }) => ({
    fileMatch: [`*.${name}.json`],
    url: `./schemas/${name}.json`,
  }));
  const ofWorkbench = workbenchFileTypes.map((type) => ({ fileMatch: [workbenchFileMatch(type)], url: `./schemas/${type}.json` }));
  return [...payloads, { fileMatch: ['*.wiotp.json'], url: './schemas/transcript.json' }, ...ofWorkbench];
}

/**
 * Schemas for VS Code's own JSON service: path and content of each file. They describe and suggest but refuse
 * nothing, as our linter reports what is wrong, with the platform's consequence.
 */
export function generateSchemas(): ReadonlyMap<string, string> {
  const messages = annotatedMessages();
  const files = new Map(namedPayloads(messages).map(({ kind, schema }) => [`schemas/${kind.name}.json`, textOf(message(kind, schema))]));
  files.set('schemas/transcript.json', textOf(transcriptSchema(messages)));
  for (const [type, schema] of workbenchSchemas()) files.set(`schemas/${type}.json`, textOf(schema));
  return files;
}

interface NamedPayload {
  readonly kind: PayloadKind;
  readonly schema: AnnotatedSchema;
}

/** The payloads whose files are known by their names. */
function namedPayloads(messages: readonly AnnotatedMessage[]): readonly NamedPayload[] {
  const all: readonly NamedPayload[] = [...messages, ...genericKinds.map((kind) => ({ kind, schema: genericSchema(kind, messages) }))];
  return all.filter(({ kind }) => ourFileOfName(`a.${kind.name}.json`) !== undefined);
}

/** Any of the messages that a generic kind stands for. */
export function genericSchema(generic: GenericKind, messages: readonly AnnotatedMessage[]): AnnotatedSchema {
  const members = new Set(membersOfKind(generic));
  const parts = messages.filter(({ kind }) => members.has(kind));
  const { properties } = unionSchema(parts.map(({ kind, schema }) => ({ title: kind.title, schema })));
  return properties === undefined ? {} : { properties };
}

function message(kind: PayloadKind, schema: AnnotatedSchema): AnnotatedSchema {
  const { title = kind.title, markdownDescription = kind.summary, ...parts } = schema;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title,
    markdownDescription,
    defaultSnippets: payloadSnippets(kind).map(wholeSnippet),
    ...(parts.properties === undefined ? {} : { properties: parts.properties }),
  };
}

function textOf(schema: AnnotatedSchema): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

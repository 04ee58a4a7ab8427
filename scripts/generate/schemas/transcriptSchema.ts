import { readFileSync } from 'node:fs';
import { conversationKinds } from '../../../src/assist/snippets/kindGroups.ts';
import { kindText } from '../../../src/assist/hover/kindText.ts';
import { transcriptTemplate } from '../../../src/assist/snippets/newPayload.ts';
import { payloadSnippets, type WholeSnippet } from '../../../src/assist/snippets/payloadSnippets.ts';
import { stepSnippets } from '../../../src/assist/snippets/stepSnippets.ts';
import { topicSnippets } from '../../../src/assist/snippets/topicSnippets.ts';
import { findKind, type CatalogKind } from '../../../src/wiotp/catalog.ts';
import { isDeviceManagement, topicsOf } from '../../../src/wiotp/kind.ts';
import { annotated, conditional, type AnnotatedMessage, type AnnotatedSchema, type SchemaSnippet } from './annotatedSchemas.ts';
import type { Schema } from '../messageSchemas.ts';

const source = new URL('../../../src/transcript/schemas/transcript.json', import.meta.url);

/** The form of transcripts, described; without topics to choose from, and without what the payload of a message may hold. */
export function annotatedTranscript(): AnnotatedSchema & { readonly definitions: Record<string, AnnotatedSchema> } {
  const schema = JSON.parse(readFileSync(source, 'utf8')) as Schema & { readonly definitions: Record<string, Schema> };
  const { topic, connection } = schema.definitions['step']?.properties ?? {};
  // The catalog knows more topics than the examples there, and what the connection events are.
  delete topic?.examples;
  if (connection?.enum !== undefined)
    connection.enumDescriptions = connection.enum.map((event) => summaryOf(`connection.${String(event)}`));
  const definitions = Object.fromEntries(Object.entries(schema.definitions).map(([name, part]) => [name, annotated(part)]));
  return { ...annotated(schema), definitions };
}

/** The schema of transcripts for VS Code's JSON service: the topic of a step tells what its payload may hold. */
export function transcriptSchema(messages: readonly AnnotatedMessage[]): AnnotatedSchema {
  const { markdownDescription, definitions, ...transcript } = annotatedTranscript();
  const { step: base = {}, header: _lines, ...parts } = definitions;
  const { snippet } = transcriptTemplate();
  const described = messages.filter(({ kind }) => conversationKinds.includes(kind));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...transcript,
    ...(markdownDescription === undefined ? {} : { markdownDescription }),
    defaultSnippets: [{ label: transcript.title ?? '', bodyText: snippet }],
    definitions: {
      ...parts,
      step: {
        defaultSnippets: stepSnippets.map(wholeSnippet),
        // Of what is said twice about a member, the first counts.
        allOf: [...payloadConditions(), withTopics(base)],
      },
      ...Object.fromEntries(described.map(({ kind, schema }) => [kind.name, withSnippets(kind, schema)])),
    },
  };
}

/** A snippet of ours as VS Code reads it. */
export function wholeSnippet({ label, summary, insert }: WholeSnippet): SchemaSnippet {
  return { label, description: summary, bodyText: insert };
}

function summaryOf(name: string): string {
  const kind = findKind(name);
  if (kind === undefined) throw new Error(`The catalog has no kind ${name}`);
  return kind.summary;
}

function withSnippets(kind: CatalogKind, schema: AnnotatedSchema): AnnotatedSchema {
  return { ...schema, defaultSnippets: payloadSnippets(kind).map(wholeSnippet) };
}

function payloadConditions(): readonly AnnotatedSchema[] {
  return conversationKinds.map((kind) => {
    // Whoever looks for members to suggest looks into conditions as well.
    const topic = { type: 'string', pattern: topicPattern(kind), doNotSuggest: true };
    return conditional(
      { required: ['topic'], properties: { topic } },
      {
        properties: {
          topic: { markdownDescription: kindText(kind), doNotSuggest: true },
          payload: kind.schema === undefined ? withSnippets(kind, {}) : { $ref: `#/definitions/${kind.name}` },
        },
      },
    );
  });
}

function topicPattern(kind: CatalogKind): string {
  const forms = topicsOf(kind).map((topic) => {
    const levels = topic.split('/').map((level) => (level.startsWith('{') ? '[^/+#]+' : level.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
    const [first = '', ...others] = levels;
    return [isDeviceManagement(kind) ? `${first}(?:/type/[^/+#]+/id/[^/+#]+)?` : first, ...others].join('/');
  });
  return `^(?:${forms.join('|')})$`;
}

function withTopics(step: AnnotatedSchema): AnnotatedSchema {
  const defaultSnippets = conversationKinds.flatMap((kind) =>
    topicSnippets(kind).map(({ template, insert }) => ({
      label: template,
      description: `${kind.title}. ${kind.summary}`,
      body: `^"${insert}"`,
    })),
  );
  return { ...step, properties: { ...step.properties, topic: { ...step.properties?.['topic'], defaultSnippets } } };
}

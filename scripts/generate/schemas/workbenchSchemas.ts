import { escapeMarkdown, sentence } from '../../../src/assist/markdown.ts';
import { workbenchFileTypes, type WorkbenchFile } from '../../../src/lint/files/ourFile.ts';
import { answeredKinds } from '../../../src/replies/answerMode.ts';
import { repliesForm } from '../../../src/replies/replyForm.ts';
import { kindNamed, type CatalogKind } from '../../../src/wiotp/catalog.ts';
import type { Schema } from '../messageSchemas.ts';
import { annotated, conditional, valueSnippet, type AnnotatedSchema } from './annotatedSchemas.ts';
import { profilesForm } from './profilesForm.ts';
import { profileSnippets } from './profileSnippets.ts';
import { replySnippets } from './replySnippets.ts';

/** Where VS Code looks for a file of the workbench: in any folder `.wiotp`. */
export function workbenchFileMatch(type: WorkbenchFile['type']): string {
  return `.wiotp/${type}.json`;
}

/** The schemas of the files of the workbench for VS Code's JSON service, by the types of the files. They refuse nothing. */
export function workbenchSchemas(): ReadonlyMap<WorkbenchFile['type'], AnnotatedSchema> {
  return new Map(workbenchFileTypes.map((type) => [type, { $schema: 'http://json-schema.org/draft-07/schema#', ...schemas[type]() }]));
}

const schemas: Readonly<Record<WorkbenchFile['type'], () => AnnotatedSchema>> = {
  profiles: () =>
    withEntries(profilesForm(), 'Shared connections', 'profiles', (entry) => ({ ...entry, defaultSnippets: profileSnippets })),
  replies: () =>
    // The tables of forms are a part of JSON Schema, but for that nobody may change them.
    withEntries(repliesForm as unknown as Schema, 'Replies', 'replies', (entry) => ({
      defaultSnippets: replySnippets,
      // Of what is said twice about a member, the first counts.
      allOf: [...answeredKinds.map((name) => codesOf(kindNamed(name), entry)), entry],
    })),
};

/** The schema of a file that is a list of entries below one name, with `finish` applied to that of an entry. */
function withEntries(form: Schema, title: string, list: string, finish: (entry: AnnotatedSchema) => AnnotatedSchema): AnnotatedSchema {
  const schema = annotated(form);
  const entries = schema.properties?.[list] ?? {};
  return {
    title,
    ...schema,
    defaultSnippets: [{ label: title, body: { [list]: ['^$1'] } }],
    properties: { ...schema.properties, [list]: { ...entries, items: finish(entries.items ?? {}) } },
  };
}

/** The codes that answer a kind, with what they say there. */
function codesOf({ name, title, answer }: CatalogKind, { properties }: AnnotatedSchema): AnnotatedSchema {
  const codes = answer?.codes ?? [];
  const values = codes.map(({ rc }) => rc);
  const meanings = codes.map(({ rc, meaning }) => `- \`${rc}\`: ${escapeMarkdown(sentence(meaning))}`);
  const rc: AnnotatedSchema = {
    markdownDescription: `${properties?.['rc']?.markdownDescription ?? ''}\n\nA ${title} is answered with\n\n${meanings.join('\n')}`,
    defaultSnippets: values.map(valueSnippet),
    anyOf: [{}, { enum: values, enumDescriptions: codes.map(({ meaning }) => sentence(meaning)) }],
  };
  return conditional({ required: ['on'], properties: { on: { const: name } } }, { properties: { rc } });
}

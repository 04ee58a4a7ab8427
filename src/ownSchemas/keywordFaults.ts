import type { Ajv } from 'ajv';
import { quoted } from '../lint/wording.ts';
import { off } from './schemaFile.ts';
import { faultAt, type SchemaFault } from './schemaProblem.ts';
import type { Walk } from './walkSchema.ts';

/** What is wrong with the values of keywords that the schemas of the drafts do not look into: formats and patterns. */
export function keywordFaults({ formats, patterns }: Walk, ajv: Ajv): readonly SchemaFault[] {
  const unknown = formats.filter(({ text }) => !Object.hasOwn(ajv.formats, text));
  return [
    ...unknown.map(({ text, path }) =>
      faultAt('own/schema-format', path, `JSON Schema defines no format ${quoted(text)}, so every text passes it.`),
    ),
    ...patterns.flatMap(({ keyword, text, path }): readonly SchemaFault[] => {
      const why = patternFault(text);
      if (why === undefined) return [];
      const message = `${quoted(text)} is no regular expression of JavaScript in Unicode mode (${why}). ${off}`;
      return [{ rule: 'own/schema-broken', message, place: { path, part: keyword === 'pattern' ? 'value' : 'key' } }];
    }),
  ];
}

function patternFault(pattern: string): string | undefined {
  try {
    void new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^.*: /s, '') : String(error);
  }
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { generateSchemas, jsonValidationEntries } from '../../../scripts/generateSchemas.ts';
import { kindOfFileName } from '../../../src/lint/fileKind.ts';
import { catalog } from '../../../src/wiotp/catalog.ts';

const refusing = [
  'type',
  'required',
  'enum',
  'const',
  'minimum',
  'maximum',
  'minLength',
  'minItems',
  'pattern',
  'format',
  'additionalProperties',
];

interface Part {
  readonly [keyword: string]: unknown;
}

describe('the schemas for VS Code’s own JSON service', () => {
  const schemas = [...generateSchemas()].map(([path, content]) => [path, JSON.parse(content) as Part] as const);

  it('refuse nothing: that is the linter’s part', () => {
    for (const [path, schema] of schemas) {
      const strict = [...partsOf(schema)].flatMap((part) => refusing.filter((keyword) => keyword in part));
      assert.deepEqual(strict, [], path);
    }
  });

  it('suggest a whole message for each example, and every member with a description', () => {
    for (const [path, schema] of schemas) {
      const kind = catalog.find(({ schema: name }) => path === `schemas/${name}.json`);
      assert.equal((schema['defaultSnippets'] as unknown[]).length, kind?.examples.length, path);
      for (const part of partsOf(schema)) {
        for (const [name, member] of Object.entries((part['properties'] ?? {}) as Record<string, Part>)) {
          assert.equal(typeof member['description'], 'string', `${path} ${name}`);
        }
      }
    }
  });

  it('suggest the allowed values with their meanings', () => {
    const severity = schemas
      .flatMap(([, schema]) => [...partsOf(schema)])
      .find((part) => String(part['description']).startsWith('How bad it is'));
    assert.deepEqual(severity?.['anyOf'], [{}, { enum: [0, 1, 2], enumDescriptions: ['Information.', 'Warning.', 'Error.'] }]);
  });

  it('are mapped to exactly the files whose names tell their kind', () => {
    for (const { fileMatch, url } of jsonValidationEntries()) {
      const [name = ''] = fileMatch.map((glob) => glob.replace('*', 'a'));
      assert.equal(url, `./schemas/${kindOfFileName(name)?.schema}.json`);
    }
    assert.equal(jsonValidationEntries().length, catalog.filter(({ schema }) => schema !== undefined).length);
  });
});

/** Every part of a schema that judges a payload: conditions and second alternatives do not. */
function* partsOf(part: Part): Generator<Part> {
  yield part;
  for (const key of ['properties', 'patternProperties']) {
    for (const member of Object.values((part[key] ?? {}) as Record<string, Part>)) yield* partsOf(member);
  }
  for (const key of ['items', 'then', 'else', 'not']) if (part[key] !== undefined) yield* partsOf(part[key] as Part);
  for (const one of (part['allOf'] ?? []) as Part[]) yield* partsOf(one);
  const [first] = (part['anyOf'] ?? []) as Part[];
  if (first !== undefined) yield* partsOf(first);
}

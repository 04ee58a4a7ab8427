import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AllowedValues } from '../../../../../scripts/generate/schemas/annotatedSchemas.ts';
import { generateSchemas, jsonValidationEntries } from '../../../../../scripts/generate/schemas/generateSchemas.ts';
import { answeredBy, membersOfKind } from '../../../../../src/assist/snippets/kindGroups.ts';
import { ourFileOfName } from '../../../../../src/lint/files/ourFile.ts';
import { kindNamed } from '../../../../../src/wiotp/catalog.ts';
import { findPayloadKind, isGeneric } from '../../../../../src/wiotp/genericKinds.ts';

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
  'propertyNames',
  'oneOf',
];

interface Part {
  readonly [keyword: string]: unknown;
}

describe('the schemas for VS Code’s own JSON service', () => {
  const schemas = [...generateSchemas()].map(([path, content]) => [path, JSON.parse(content) as Part] as const);

  it('refuse nothing: that is the linter’s part', () => {
    for (const [path, schema] of schemas) {
      const strict = [...partsOf(schema)].flatMap((part) =>
        refusing.filter((keyword) => keyword in part || part['additionalProperties'] === false),
      );
      assert.deepEqual(strict, [], path);
    }
  });

  it('suggest a whole message for each example, or for each kind that it may be, and describe every member', () => {
    for (const [path, schema] of schemas) {
      const kind = findPayloadKind(path.replace(/^schemas\/|\.json$/g, ''));
      const expected = kind === undefined ? 1 : isGeneric(kind) ? membersOfKind(kind).length : kind.examples.length;
      assert.equal((schema['defaultSnippets'] as unknown[]).length, expected, path);
      for (const part of partsOf(schema)) {
        for (const [name, member] of Object.entries((part['properties'] ?? {}) as Record<string, Part>)) {
          assert.ok('markdownDescription' in member || '$ref' in member || '$ref' in part || name === 'payload', `${path} ${name}`);
        }
      }
    }
  });

  it('suggest the allowed values with their meanings', () => {
    const severity = schemas
      .flatMap(([, schema]) => [...partsOf(schema)])
      .find((part) => String(part['markdownDescription']).startsWith('How bad it is'));
    assert.deepEqual(severity?.['anyOf'], [{}, { enum: [0, 1, 2], enumDescriptions: ['Information.', 'Warning.', 'Error.'] }]);
    assert.match(String(severity['markdownDescription']), /\n\nInteger; required\\\.\n\n- `0`: Information\\\.\n- `1`: Warning/);
  });

  it('say what each return code means, and for which requests', () => {
    for (const name of ['dm.deviceResponse', 'dm.serverResponse'] as const) {
      const [, schema] = schemas.find(([path]) => path === `schemas/${name}.json`) ?? [];
      const rc = ((schema?.['properties'] ?? {}) as Record<string, Part>)['rc'] as { readonly anyOf: readonly [object, AllowedValues] };
      const { enum: values, enumDescriptions = [] } = rc.anyOf[1];
      for (const { title, answer } of answeredBy(kindNamed(name))) {
        for (const { rc, meaning } of answer?.codes ?? []) {
          const said = enumDescriptions[values.indexOf(rc)] ?? '';
          assert.ok(said.toLowerCase().includes(meaning.toLowerCase()), `${title} ${rc}`);
          assert.ok(said.includes(title) || said.includes('any request'), `${title} ${rc}`);
        }
      }
    }
  });

  it('are mapped to exactly the files whose names tell what they are', () => {
    const mapped = jsonValidationEntries().map(({ fileMatch, url }) => {
      assert.equal(fileMatch.length, 1);
      const file = ourFileOfName((fileMatch[0] ?? '').replace('*', 'a'));
      assert.ok(file, url);
      assert.equal(url, `./schemas/${file.type === 'payload' ? file.kind.name : file.type}.json`);
      return url.slice(2);
    });
    assert.deepEqual(mapped.toSorted(), schemas.map(([path]) => path).toSorted());
  });
});

/** Every part of a schema that judges a payload: conditions and second alternatives do not. */
function* partsOf(part: Part): Generator<Part> {
  yield part;
  for (const key of ['properties', 'patternProperties', 'definitions']) {
    for (const member of Object.values((part[key] ?? {}) as Record<string, Part>)) yield* partsOf(member);
  }
  for (const key of ['items', 'additionalProperties', 'then', 'else', 'not'])
    if (part[key] !== undefined) yield* partsOf(part[key] as Part);
  for (const one of (part['allOf'] ?? []) as Part[]) yield* partsOf(one);
  const [first] = (part['anyOf'] ?? []) as Part[];
  if (first !== undefined) yield* partsOf(first);
}

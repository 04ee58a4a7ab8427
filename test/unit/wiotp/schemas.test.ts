import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { catalog } from '../../../src/wiotp/catalog.ts';

const folder = join(import.meta.dirname, '../../../src/wiotp/schemas');
const base = 'https://device-workbench.github.io/schemas/';

interface Part {
  readonly $id?: string;
  readonly $ref?: string;
  readonly $schema?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly definitions?: Readonly<Record<string, Part>>;
  readonly [keyword: string]: unknown;
}

const schemas = new Map(readdirSync(folder).map((file) => [file.replace(/\.json$/, ''), read(file)]));

describe('the schemas', () => {
  const ajv = new Ajv({ allErrors: true, strictTypes: false, allowMatchingProperties: true });
  const validators = new Map<string, ValidateFunction>();

  before(() => {
    addFormats(ajv, ['date-time']);
    ajv.addVocabulary(['enumDescriptions']);
    for (const schema of schemas.values()) ajv.addSchema(schema);
    for (const name of schemas.keys()) {
      const validate = ajv.getSchema(`${base}${name}.json`);
      if (validate !== undefined) validators.set(name, validate);
    }
  });

  it('are one for each kind that has one, and the shared definitions', () => {
    const wanted = ['definitions', ...catalog.flatMap(({ schema }) => schema ?? [])];
    assert.deepEqual([...schemas.keys()].toSorted(), wanted.toSorted());
  });

  it('are draft-07 and have stable addresses', () => {
    for (const [name, schema] of schemas) {
      assert.equal(schema.$schema, 'http://json-schema.org/draft-07/schema#', name);
      assert.equal(schema.$id, `${base}${name}.json`);
    }
  });

  it('accept every example of the catalog and refuse every invalid one', () => {
    for (const kind of catalog) {
      if (kind.schema === undefined) continue;
      const validate = validators.get(kind.schema);
      assert.ok(validate, kind.name);
      for (const example of kind.examples) assert.ok(validate(example), `${kind.name} ${JSON.stringify(example)}`);
      for (const { payload, why } of kind.invalid) assert.equal(validate(payload), false, `${kind.name}: ${why}`);
    }
  });

  it('describe every member for a developer, in full sentences', () => {
    for (const [name, schema] of schemas) {
      for (const [path, part] of membersOf(schema, name)) {
        const described = part.description ?? definition(part.$ref)?.description;
        assert.match(described ?? '', /^[^]{20,}\.$/, path);
      }
    }
  });

  it('leave every object open but supports', () => {
    for (const [name, schema] of schemas) {
      const closed = [...partsOf(schema, name)].filter(([, part]) => part['additionalProperties'] === false).map(([path]) => path);
      assert.deepEqual(closed, name === 'dm.manage' ? ['dm.manage.properties.d.properties.supports'] : []);
    }
  });
});

function read(file: string): Part {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as Part;
}

function definition(ref: string | undefined): Part | undefined {
  return schemas.get('definitions')?.definitions?.[ref?.split('/').at(-1) ?? ''];
}

/** Every member that a schema describes; a condition describes nothing. */
function* membersOf(schema: Part, path: string): Generator<[string, Part]> {
  for (const [at, part] of partsOf(schema, path)) {
    if (at.includes('.if')) continue;
    for (const [name, member] of Object.entries(part.properties ?? {})) yield [`${at}.${name}`, member];
  }
}

function* partsOf(part: Part, path: string): Generator<[string, Part]> {
  yield [path, part];
  for (const [key, value] of Object.entries(part)) {
    if (typeof value === 'object' && value !== null && key !== 'examples') yield* partsOf(value as Part, `${path}.${key}`);
  }
}

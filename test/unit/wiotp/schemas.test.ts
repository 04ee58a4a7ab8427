import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { invalidText } from '../../../src/wiotp/kind.ts';
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
      for (const example of kind.invalid) assert.equal(validate(JSON.parse(invalidText(example))), false, `${kind.name}: ${example.why}`);
    }
  });

  const times: readonly (readonly [time: string, inLog: boolean, inLocation: boolean])[] = [
    ['2026-03-01T10:00:00.000Z', true, true],
    ['2024-02-29t10:00:00z', true, true],
    ['2026-03-01T10:00:00+01:00', true, true],
    ['2026-03-01T10:00:00+0100', true, true],
    ['2026-03-01T23:59:60Z', true, true],
    ['2026-03-01T10:00:00', true, false],
    ['2026-02-30T10:00:00Z', false, false],
    ['2026-04-31T10:00:00Z', false, false],
    ['2026-13-01T10:00:00Z', false, false],
    ['2026-03-01T10:00:00+99:99', false, false],
    ['2026-03-01 10:00:00Z', false, false],
    ['2026-3-1T10:00:00Z', false, false],
  ];
  for (const [time, inLog, inLocation] of times) {
    it(`${inLog ? 'take' : 'refuse'} ${time} in a log entry and ${inLocation ? 'take' : 'refuse'} it in a location`, () => {
      assert.equal(validators.get('dm.addLog')?.({ d: { message: 'm', timestamp: time, severity: 0 } }), inLog);
      assert.equal(validators.get('dm.location')?.({ d: { longitude: 0, latitude: 0, measuredDateTime: time } }), inLocation);
    });
  }

  it('want a text in one language at least for the name of an extension, and for nothing else', () => {
    const action = { actionDisplayName: {}, description: {} };
    const bundle = { bundleId: 'b', displayName: { en_US: 'B' }, description: {}, actions: { a: action } };
    assert.equal(validators.get('rest.extensionPackage')?.(bundle), true);
    assert.equal(validators.get('rest.extensionPackage')?.({ ...bundle, displayName: {} }), false);
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

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import type { Rule } from '../../../src/lint/rule.ts';
import { rules } from '../../../src/lint/rules.ts';
import { headerMembers, transcriptSchemaId } from '../../../src/transcript/read/readHeader.ts';
import { commonMembers, connectionMembers, stepMembers } from '../../../src/transcript/read/stepMembers.ts';
import { lint } from './support.ts';

interface SchemaPart {
  readonly $id?: string;
  readonly $ref?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly definitions?: Readonly<Record<string, SchemaPart>>;
}

const schema = JSON.parse(readFileSync(new URL('../../../src/transcript/schemas/transcript.json', import.meta.url), 'utf8')) as SchemaPart;
// Only editors read descriptions of values.
const ajv = new Ajv({ allErrors: true, strictTypes: false }).addVocabulary(['enumDescriptions']);
const validate = ajv.compile(schema);

/** What the schema cannot say, as it knows neither topics nor other steps. */
const beyond = [
  'transcript/empty',
  'transcript/version',
  'transcript/device-id',
  'transcript/payload',
  'transcript/base64',
  'transcript/filter',
  'transcript/idle-filter',
];
const alsoBeyond = ['transcript/topic-form', 'transcript/expect', 'transcript/variable', 'transcript/variable-unused'];

describe('the schema of transcripts', () => {
  it('has the name that the reader knows, and a sentence on everything', () => {
    assert.equal(schema.$id, transcriptSchemaId);
    const members = [schema, ...Object.values(schema.definitions ?? {})].flatMap(({ properties }) => Object.entries(properties ?? {}));
    const silent = members.filter(([, { $ref, description }]) => $ref === undefined && !/^[A-Z][^\n]*\.$/.test(description ?? ''));
    assert.deepEqual(silent, []);
  });

  it('has the members that the reader knows', () => {
    const step = new Set(
      [...Object.values(stepMembers), ...Object.values(connectionMembers).map((members) => ({ members }))].flatMap(
        ({ members }) => members,
      ),
    );
    assert.deepEqual(
      Object.keys(schema.definitions?.['step']?.properties ?? {}).toSorted(),
      [...new Set([...step, ...commonMembers])].toSorted(),
    );
    assert.deepEqual(Object.keys(schema.properties ?? {}).toSorted(), [...headerMembers, 'steps'].toSorted());
    assert.deepEqual(Object.keys(schema.definitions?.['header']?.properties ?? {}), headerMembers);
  });

  for (const [id, { example }] of Object.entries<Rule>(rules)) {
    if (example === undefined || !('transcript' in example) || example.transcript !== 'json') continue;
    it(`fits the right example of ${id}`, () => assert.ok(validate(JSON.parse(example.right)), JSON.stringify(validate.errors)));

    it(`says of the wrong example of ${id} what the reader says`, () => {
      const ofForm = lint(example.wrong).filter(({ rule }) => rule.startsWith('transcript/') && ![...beyond, ...alsoBeyond].includes(rule));
      assert.equal(validate(JSON.parse(example.wrong)), ofForm.length === 0);
    });
  }
});

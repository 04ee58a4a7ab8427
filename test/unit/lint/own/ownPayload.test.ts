import assert from 'node:assert/strict';
import { test } from 'node:test';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { keywordCases as cases } from '../../../support/ownSchemas/keywordCases.ts';
import { checked, marked, textOf } from '../../../support/ownSchemas/checked.ts';

for (const { keyword, schema, value, is, must, marks } of cases) {
  test(`${keyword}: says what is there and what the schema wants, where it is`, () => {
    const text = textOf({ v: value });
    const problems = checked({ properties: { v: schema } }, text);
    assert.deepEqual(
      problems.map(({ rule, severity, message }) => [rule, severity, message]),
      [['own/payload', 'error', `${is}; according to schemas/own.json ${must}.`]],
    );
    assert.equal(problems[0] && marked(text, problems[0]), marks);
  });
}

test('the value of a member with the name of a secret is never said', () => {
  const wrong = { const: 'another' };
  const schema = {
    properties: { token: wrong, tokens: wrong, wifiPass: wrong, password: { type: 'string' }, secret: { items: wrong } },
  };
  const payload = { token: 'hidden', tokens: 'shown', wifiPass: '', password: 4711, secret: ['hidden'] };
  assert.deepEqual(
    checked(schema, payload).map(({ message }) => message.split(';')[0]),
    ['token is a text', 'tokens is the text "shown"', 'wifiPass is an empty text', 'password is a number', 'secret[0] is a text'],
  );
});

test('problems come in the order of their places, and what two parts of a schema say alike is told once', () => {
  const part = { properties: { b: { type: 'null' }, a: { type: 'null' } } };
  const text = '{ "a": 1,\n "b": 2 }';
  const problems = checked({ allOf: [part, part] }, text);
  assert.deepEqual(
    problems.map((problem) => marked(text, problem)),
    ['1', '2'],
  );
});

test('a value that is a variable is not judged, nor what depends on it', () => {
  const schema = {
    properties: {
      a: { type: 'number' },
      b: { anyOf: [{ properties: { x: { type: 'number' } } }, { type: 'null' }] },
      c: { not: { required: ['y'], properties: { y: { type: 'string' } } } },
      d: { type: 'number' },
    },
  };
  const payload = { a: '${serial}', b: { x: '${n}' }, c: { y: '${n}' }, d: 'no ${variable} alone' };
  assert.deepEqual(
    checked(schema, payload).map(({ message }) => message.split(';')[0]),
    ['d is the text "no ${variable} alone"'],
  );
});

test('of a hundred thousand problems a hundred are told and the others counted', () => {
  const problems = checked(
    { items: { type: 'null' } },
    Array.from({ length: 100_000 }, () => 1),
  );
  assert.equal(problems.length, 101);
  assert.match(problems.at(-1)?.message ?? '', /99900 more problems are not shown/);
});

test('additionalItems of older drafts are told as items are', () => {
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', items: [{}], additionalItems: false };
  const problems = checked(schema, '[1, 2]');
  assert.deepEqual(
    problems.map((problem) => [problem.message, marked('[1, 2]', problem)]),
    [['The payload has 2 entries; according to schemas/own.json it must have at most 1.', '2']],
  );
});

/** Schemas made of those above, in every way in which one schema can use others. */
const { schema: anySchema } = fc.letrec<{ schema: unknown; object: unknown }>((tie) => ({
  schema: fc.oneof({ maxDepth: 3 }, fc.constantFrom(...cases.map(({ schema }) => schema)), tie('object')),
  object: fc.oneof(
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.tuple(tie('schema'), tie('schema'), tie('schema')).map(conditional),
    fc.record({ not: tie('schema') }),
    fc.record({ properties: fc.record({ a: tie('schema'), b: tie('schema') }), unevaluatedProperties: tie('schema') }),
    fc.record({ contains: tie('schema'), items: tie('schema') }),
    fc.record({ propertyNames: tie('schema'), required: fc.constant(['a']) }),
  ),
}));

function conditional(parts: readonly unknown[]): unknown {
  return Object.fromEntries(['if', 'then', 'else'].map((keyword, at) => [keyword, parts[at]]));
}

test('a payload that does not fit has a problem, one that fits has none, whatever the schema', () => {
  const ajv = new Ajv2020({ strict: false, logger: false, ownProperties: true, multipleOfPrecision: 9 });
  addFormats(ajv);
  const payloads = fc.json({ maxDepth: 3 }).filter((text) => !text.includes('${'));
  fc.assert(
    fc.property(anySchema.filter(standsAlone), payloads, (schema, text) => {
      assert.equal(checked(schema, text).length === 0, ajv.validate(schema as object, JSON.parse(text)), text);
    }),
    { numRuns: 300 },
  );
});

/** One of the schemas above refers into the whole that it is put into there. */
function standsAlone(schema: unknown): boolean {
  return !JSON.stringify(schema).includes('$ref');
}

test('any payload against any of these schemas ends, with ranges inside the text', () => {
  const schemas = cases.map(({ schema }) => schema);
  fc.assert(
    fc.property(fc.constantFrom(...schemas), fc.json({ maxDepth: 4 }), (schema, text) => {
      const wrapped = `{"v":${text}}`;
      for (const { range } of checked({ properties: { v: schema } }, wrapped))
        assert.ok(range.start >= 0 && range.start <= range.end && range.end <= wrapped.length);
    }),
    { numRuns: 60 },
  );
});

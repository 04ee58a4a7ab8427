import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messageSchemas, type Schema } from '../../../../../scripts/generate/messageSchemas.ts';
import { skeleton } from '../../../../../scripts/generate/schemas/skeleton.ts';
import { plainText } from '../../../../../src/assist/snippets/plainText.ts';

describe('skeleton', () => {
  const table: readonly (readonly [Schema, string])[] = [
    [{ type: 'object' }, '{$1}'],
    [{}, '{$1}'],
    [{ type: 'string' }, '"$1"'],
    [{ type: 'integer' }, '${1:0}'],
    [{ type: 'array', items: { type: 'string' } }, '[$1]'],
    [{ type: 'array', minItems: 1, items: { type: 'string', examples: ['a}'] } }, '["${1:a\\}}"]'],
    [{ required: ['b', 'a'], properties: { a: { enum: [0, 1] }, b: { type: 'boolean' }, c: {} } }, '{ "b": ${1:true}, "a": ${2:0} }'],
    [
      {
        allOf: [
          { required: ['a'], properties: { a: { default: 5 } } },
          { if: {}, required: ['b'] },
        ],
        required: ['c'],
      },
      '{ "c": {$1}, "a": ${2:5} }',
    ],
    [{ required: ['a'], properties: { a: { $ref: '#/definitions/x' } } }, '{ "a": $1 }'],
  ];
  for (const [schema, expected] of table) {
    it(`begins with ${expected}`, () => {
      assert.equal(skeleton(schema), expected);
    });
  }

  it('is JSON for every message', () => {
    for (const { name, schema } of messageSchemas()) assert.doesNotThrow(() => JSON.parse(plainText(skeleton(schema))), name);
  });
});

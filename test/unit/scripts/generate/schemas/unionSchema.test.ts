import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { annotated, type AnnotatedSchema } from '../../../../../scripts/generate/schemas/annotatedSchemas.ts';
import { unionSchema } from '../../../../../scripts/generate/schemas/unionSchema.ts';
import type { Schema } from '../../../../../scripts/generate/messageSchemas.ts';

describe('unionSchema', () => {
  it('has the members of all, and says of whom a text is where texts differ', () => {
    const { properties = {} } = union(
      { properties: { same: { description: 'Same.' }, other: { description: 'Of A.' } } },
      { properties: { same: { description: 'Same.' }, other: { description: 'Of B.' }, own: { description: 'Own.' } } },
    );
    assert.deepEqual(Object.keys(properties), ['same', 'other', 'own']);
    assert.match(properties['same']?.markdownDescription ?? '', /^Same/);
    assert.match(properties['other']?.markdownDescription ?? '', /^\*A:\* Of A[^]*\n\n\*B:\* Of B/);
  });

  it('suggests the values of all, in order, each once with all its meanings', () => {
    const { anyOf, defaultSnippets } = union(
      { type: 'integer', enum: [200, 500], enumDescriptions: ['Done.', 'Failed.'] },
      { type: 'integer', enum: [204, 200], enumDescriptions: ['Changed.', 'Fine.'] },
    );
    assert.deepEqual(anyOf?.[1], { enum: [200, 204, 500], enumDescriptions: ['Done. Fine.', 'Changed.', 'Failed.'] });
    assert.deepEqual(
      defaultSnippets?.map(({ label }) => label),
      ['200', '204', '500'],
    );
  });

  it('joins what is said under the same condition', () => {
    const condition = (description: string): Schema => ({
      allOf: [
        { properties: { field: { description: 'Name.' } } },
        JSON.parse(
          `{ "if": { "properties": { "field": { "const": "x" } } }, "then": { "properties": { "${description}": {} } } }`,
        ) as Schema,
      ],
    });
    const { properties, allOf } = union(condition('a'), condition('b'));
    assert.deepEqual(Object.keys(properties ?? {}), ['field']);
    assert.deepEqual(
      allOf?.map(({ then }) => Object.keys(then?.properties ?? {})),
      [['a', 'b']],
    );
  });
});

function union(a: Schema, b: Schema): AnnotatedSchema {
  return unionSchema([
    { title: 'A', schema: annotated(a) },
    { title: 'B', schema: annotated(b) },
  ]);
}

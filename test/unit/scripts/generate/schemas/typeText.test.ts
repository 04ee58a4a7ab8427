import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { typeText } from '../../../../../scripts/generate/schemas/typeText.ts';
import type { Schema } from '../../../../../scripts/generate/messageSchemas.ts';

describe('typeText', () => {
  const table: readonly (readonly [Schema, string])[] = [
    [{ type: 'integer', anyOf: [{ const: 0 }, { minimum: 3600 }] }, 'Integer, 0 or at least 3600'],
    [{ type: 'number', minimum: -90, maximum: 90 }, 'Number, -90 to 90'],
    [{ type: 'number', minimum: 0 }, 'Number, at least 0'],
    [{ type: 'string', minLength: 1 }, 'Text, not empty'],
    [{ type: 'string', minLength: 1, maxLength: 36 }, 'Text, 1 to 36 characters'],
    [{ type: 'string', format: 'date-time' }, 'Text, a date and time in ISO 8601'],
    [{ type: 'array', minItems: 1, items: { type: 'object' } }, 'List of objects, not empty'],
    [{ type: 'array', minItems: 1, maxItems: 5000 }, 'List, 1 to 5000 items'],
    [{ type: 'object', minProperties: 1 }, 'Object, not empty'],
    [{ enum: ['open', 'closed'] }, 'Text'],
    [{ enum: [0, 1, 2] }, 'Integer'],
    [{ type: 'boolean' }, 'True or false'],
    [{}, 'Value of any type'],
  ];
  for (const [schema, expected] of table) {
    it(`says ${expected}`, () => {
      assert.equal(typeText(schema), expected);
    });
  }
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { elementsOf, membersOf } from '../../../../src/transcript/read/members.ts';

describe('the places of members and elements', () => {
  it('hold what JSON.parse finds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(3), (value, indent) => {
        const json = JSON.stringify(value, undefined, indent);
        const parsed = JSON.parse(json) as Record<string, unknown>;
        const read = [...membersOf(json, 0)].map(([name, { value: place }]): [string, unknown] => [
          name,
          JSON.parse(json.slice(place.start, place.end)),
        ]);
        assert.deepEqual(new Map(read), new Map(Object.entries(parsed)));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.nat(3), (value, indent) => {
        const json = JSON.stringify(value, undefined, indent);
        const read = elementsOf(json, 0).map(({ start, end }): unknown => JSON.parse(json.slice(start, end)));
        assert.deepEqual(read, JSON.parse(json));
      }),
    );
  });
});

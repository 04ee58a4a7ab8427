import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { TextEdit } from '../../../src/lint/problem.ts';
import { locate } from '../../../src/lint/locate.ts';
import { removeMember } from '../../../src/lint/removeMember.ts';

describe('removeMember', () => {
  const table = [
    ['{"a": 1}', '{}'],
    ['{"a": 1, "b": 2}', '{ "b": 2}'],
    ['{"b": 2, "a": 1}', '{"b": 2 }'],
    ['{"b": 2, "a": 1, "c": 3}', '{"b": 2,  "c": 3}'],
    ['{"a": {"x": [1, 2]} , "b": 2}', '{  "b": 2}'],
    ['{\n  "b": 2,\n  "a": 1\n}', '{\n  "b": 2\n  \n}'],
  ] as const;
  for (const [text, without] of table) it(`of ${JSON.stringify(text)}`, () => assert.equal(removed(text, 'a'), without));

  it('leaves the other members, whatever they are', () => {
    const object = fc.uniqueArray(fc.tuple(fc.string(), fc.jsonValue()), { selector: ([name]) => name, minLength: 1 });
    fc.assert(
      fc.property(object, fc.nat(3), fc.nat(), (members, indent, pick) => {
        const text = JSON.stringify(Object.fromEntries(members), undefined, indent);
        // What the text says: in JSON's own words -0 is 0.
        const value = JSON.parse(text) as Record<string, unknown>;
        const names = Object.keys(value);
        const name = names[pick % names.length]!;
        const { [name]: _gone, ...others } = value;
        assert.deepEqual(JSON.parse(removed(text, name)), others);
      }),
    );
  });
});

function removed(text: string, name: string): string {
  const { places, edits } = removeMember([name]);
  const rangeOf = locate(text, places);
  const made = edits(places.map(rangeOf), text);
  return made.toSorted((a, b) => b.start - a.start).reduce(applied, text);
}

function applied(text: string, { start, end, text: instead }: TextEdit): string {
  return text.slice(0, start) + instead + text.slice(end);
}

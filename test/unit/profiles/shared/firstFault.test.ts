import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { firstFault } from '../../../../src/profiles/shared/firstFault.ts';
import { readSharedProfiles } from '../../../../src/profiles/shared/readSharedProfiles.ts';

const placeOf = (text: string): readonly number[] | undefined => {
  const fault = firstFault(text, readSharedProfiles(text, 'file:///f'));
  return fault === undefined ? undefined : [fault.line, fault.character];
};

const good = '{ "name": "a", "class": "device", "target": "embedded", "typeId": "t", "deviceId": "d" }';

describe('the first fault of a profiles file', () => {
  const cases: readonly (readonly [string, string, readonly number[] | undefined])[] = [
    ['none', `{ "profiles": [${good}] }`, undefined],
    ['JSON that breaks off', '{\n  "profiles": [\n', [2, 0]],
    ['a word that is no JSON', '{\r\n  "profiles": [ oops ]\r\n}', [1, 16]],
    ['another shape', '[]', [0, 0]],
    ['a list that is none', '{\n "profiles": 3\n}', [0, 0]],
    ['an entry of another shape behind a comment', `{\n// first\n"profiles": [${good},\n 7]}`, [3, 1]],
    ['nothing at all', '', [0, 0]],
  ];
  for (const [name, text, place] of cases) it(`is found: ${name}`, () => assert.deepEqual(placeOf(text), place));

  it('is found in what is nested without end, or is at the beginning', () => {
    const deep = '['.repeat(100_000);
    assert.ok(placeOf(`{"profiles": ${deep}`));
  });

  it('stands in the file, whatever that holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\n', 'profiles', '/', '*', '1') }), (text) => {
        const [line = 0, character = 0] = placeOf(text) ?? [];
        const lines = text.split('\n');
        assert.ok(line < lines.length && character <= (lines[line] ?? '').length);
      }),
    );
  });
});

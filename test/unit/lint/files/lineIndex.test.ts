import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { LineIndex } from '../../../../src/lint/files/lineIndex.ts';

/** A text, an offset, and where that is. */
const cases: readonly (readonly [text: string, offset: number, line: number, column: number])[] = [
  ['', 0, 1, 1],
  ['abc', 2, 1, 3],
  ['abc', 3, 1, 4],
  ['abc', 99, 1, 4],
  ['abc', -1, 1, 1],
  ['a\nb', 1, 1, 2],
  ['a\nb', 2, 2, 1],
  ['a\r\nb', 1, 1, 2],
  ['a\r\nb', 3, 2, 1],
  ['a\rb', 2, 2, 1],
  ['a\r\r\nb', 2, 2, 1],
  ['a\r\r\nb', 4, 3, 1],
  ['\n\n', 2, 3, 1],
  ['😀x', 2, 1, 3],
  ['\t\uFEFFä', 2, 1, 3],
  ['a\u2028b', 2, 1, 3],
];

describe('LineIndex', () => {
  for (const [text, offset, line, column] of cases) {
    it(`finds offset ${offset} of ${JSON.stringify(text)} at ${line}:${column}`, () => {
      assert.deepEqual(new LineIndex(text).at(offset), { line, column });
    });
  }

  it('counts as splitting the text into lines does', () => {
    const text = fc.array(fc.constantFrom('\r', '\n', 'a', '😀', '\ud800')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(30), (whole, offset) => {
        const at = Math.min(offset, whole.length);
        // Between CR and LF the line is not over yet.
        const before = whole.slice(0, at).replace(/\r$/, whole[at] === '\n' ? 'x' : '\r');
        const lines = before.split(/\r\n|\r|\n/);
        assert.deepEqual(new LineIndex(whole).at(at), { line: lines.length, column: lines.at(-1)!.length + 1 });
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { chunkLines } from '../../../../src/webview/text/chunkLines.ts';
import type { Line } from '../../../../src/assist/json/prettyJson.ts';

const limits = { lines: 4, length: 10 };
const textOf = (line: Line): string => line.map(({ text }) => text).join('');
const plain = (text: string): Line => [{ part: 'plain', text }];

test('lines are grouped by number and by length', () => {
  const groups = chunkLines(['a', 'b', 'c', 'd', 'e', '12345678', '9'].map(plain), limits);
  assert.deepEqual(
    groups.map((group) => group.map(textOf)),
    [
      ['a', 'b', 'c', 'd'],
      ['e', '12345678', '9'],
    ],
  );
});

test('a line that is too long is cut, but not within a character', () => {
  const cut = chunkLines([plain('123456789🌡0')], limits)
    .flat()
    .map(textOf);
  assert.deepEqual(cut, ['123456789', '🌡0']);
});

test('no text and no part is lost, and no chunk holds more than it may', () => {
  const span = fc.record({
    part: fc.constantFrom('plain' as const, 'string' as const),
    text: fc.string({ unit: 'binary', maxLength: 30 }),
  });
  fc.assert(
    fc.property(fc.array(fc.array(span, { minLength: 1, maxLength: 4 }), { maxLength: 20 }), (lines) => {
      const groups = chunkLines(lines, limits);
      for (const group of groups) {
        assert.ok(group.length <= limits.lines);
        assert.ok(group.every((line) => line.every(({ text }) => text.isWellFormed())));
        assert.ok(group.reduce((sum, line) => sum + textOf(line).length, 0) <= limits.length);
      }
      for (const part of ['plain', 'string']) {
        const of = (some: readonly Line[]): string =>
          some
            .flatMap((line) => line.filter((span) => span.part === part))
            .map(({ text }) => text)
            .join('');
        assert.equal(of(groups.flat()), of(lines));
      }
    }),
  );
});

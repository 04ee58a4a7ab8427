import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Line } from '../../../../src/assist/json/prettyJson.ts';
import { visibleLines } from '../../../../src/webview/text/visibleLines.ts';
import { visibleText } from '../../../../src/webview/text/visibleText.ts';

const plain = (text: string): Line => [{ part: 'plain', text }];
const textOf = (line: Line): string => line.map(({ text }) => text).join('');
const plenty = { lines: 1_000, length: 1_000_000 };

test('what fits is drawn whole, with everything invisible made visible', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 3_000 }), { maxLength: 5 }), (texts) => {
      const { lines, length, isCut } = visibleLines(texts.map(plain), plenty);
      const expected = texts.map(visibleText);
      assert.deepEqual(lines.map(textOf), expected);
      assert.equal(length, expected.join('').length);
      assert.equal(isCut, false);
    }),
  );
});

test('as many lines as are drawn are no cut', () => {
  assert.equal(visibleLines([plain('a'), plain('b')], { lines: 2, length: 10 }).isCut, false);
  assert.equal(visibleLines([plain('a'), plain('b'), plain('')], { lines: 2, length: 10 }).isCut, true);
});

test('no line is taken that is not drawn, but for the one that tells there are more', () => {
  let taken = 0;
  function* endless(): Generator<Line> {
    for (;;) {
      taken++;
      yield plain('line');
    }
  }
  assert.equal(visibleLines(endless(), { lines: 3, length: 100 }).lines.length, 3);
  assert.equal(taken, 4);
  assert.equal(visibleLines(endless(), { lines: 100, length: 10 }).lines.length, 3);
});

test('a long line is cut near the limit, however much its characters are drawn as', () => {
  const { lines, length, isCut } = visibleLines([plain('\u0001'.repeat(1_000_000))], { lines: 10, length: 20_000 });
  assert.ok(isCut && length >= 20_000 && length <= 20_000 + 5 * 1_024, String(length));
  assert.match(lines.map(textOf).join(), /^(‹SOH›)+$/);
});

test('invisible characters of two units are found wherever they stand', () => {
  const text = `x${'\u{e0041}'.repeat(2_000)}`;
  assert.equal(
    visibleLines([plain(text)], plenty)
      .lines.map(textOf)
      .join(),
    visibleText(text),
  );
});

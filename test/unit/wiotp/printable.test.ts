import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printable } from '../../../src/wiotp/printable.ts';

test('control characters and line ends are written as escapes, everything else as it is', () => {
  for (const [text, shown] of [
    ['a ä 😀 \\ "', 'a ä 😀 \\ "'],
    ['\u001b[2J\r\n\t', '\\u001b[2J\\u000d\\u000a\\u0009'],
    ['a\u202eb\u200b\ufeff\u061c', 'a\\u202eb\\u200b\\ufeff\\u061c'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\u007f\u009b\u2028', '\\u007f\\u009b\\u2028'],
  ] as const) {
    assert.equal(printable(text), shown);
  }
});

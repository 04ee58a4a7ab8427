import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownText } from '../../../src/wiotp/shownText.ts';

for (const [what, text, shown] of [
  ['plain text', 'iot-2/evt/ä 😀', 'iot-2/evt/ä 😀'],
  ['control characters', 'a\u001b[2Jb\nc', 'a□[2Jb□c'],
  ['what turns the direction', 'a\u202eb', 'a□b'],
  ['what is there without being seen', 'a\u200bb\u2060c\ufeff\u00add\u{e0041}', 'a□b□c□□d□'],
  ['ends of lines', 'a\u2028b\u2029', 'a□b□'],
  ['a long text', 'x'.repeat(121), `${'x'.repeat(119)}…`],
] as const) {
  test(`${what}: shown so that it cannot mislead`, () => assert.equal(shownText(text), shown));
}

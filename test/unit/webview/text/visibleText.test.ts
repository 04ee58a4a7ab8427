import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { visibleStart, visibleText } from '../../../../src/webview/text/visibleText.ts';

const cases = [
  ['plain text stays', 'iot-2/evt/é/中/🌡', 'iot-2/evt/é/中/🌡'],
  ['control characters of ASCII go by name', 'a\u0000\t\r\n\u001b\u007f', 'a‹NUL›‹TAB›‹CR›‹LF›‹ESC›‹DEL›'],
  ['other control characters go by number', '\u0085', '‹U+0085›'],
  ['bidirectional controls lose their power', 'a\u202e\u2066\u200fb', 'a‹U+202E›‹U+2066›‹U+200F›b'],
  ['what has no width is seen', '\ufeffa\u200bb\u00ad', '‹U+FEFF›a‹U+200B›b‹U+00AD›'],
  ['line and paragraph separators break no line', '\u2028\u2029', '‹U+2028›‹U+2029›'],
  ['letters above the first plane', '\u{e0041}', '‹U+E0041›'],
  ['joined emoji stay joined', '👩\u200d🔧', '👩\u200d🔧'],
] as const;

for (const [name, text, visible] of cases) test(name, () => assert.equal(visibleText(text), visible));

test('nothing that is shown is a control or format character, but for joiners', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      assert.doesNotMatch(visibleText(text).replace(/[\u200c\u200d]/g, ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('a long text is cut and says so, and no character is cut in half', () => {
  assert.equal(visibleStart('abc', 3), 'abc');
  assert.equal(visibleStart('abcd', 3), 'abc…');
  assert.equal(visibleStart('ab🌡', 3), 'ab\ufffd…');
});

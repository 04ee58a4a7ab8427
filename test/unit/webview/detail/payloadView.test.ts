import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { payloadTabs, payloadText, payloadView } from '../../../../src/webview/detail/payloadView.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const drawn = (payload: Uint8Array, tab: 'json' | 'text' | 'hex'): string[] =>
  payloadView(payload, tab).lines.map((line) => line.map(({ text }) => text).join(''));

test('JSON is laid out; copied it is JSON', () => {
  const view = payloadView(bytes('{"a":"\u202e"}'), 'json');
  assert.equal(view.note, undefined);
  assert.equal(view.copy, '{\n  "a": "\u202e"\n}');
  assert.deepEqual(drawn(bytes('{"a":"\u202e"}'), 'json'), ['{', '  "a": "‹U+202E›"', '}']);
});

test('what is no JSON is shown as text and says why', () => {
  const view = payloadView(bytes('{"a":1,}'), 'json');
  assert.match(view.note ?? '', /^This is not JSON\. .*position 7/);
  assert.deepEqual(drawn(bytes('{"a":1,}'), 'json'), ['{"a":1,}']);
});

test('JSON must be UTF-8', () => {
  assert.match(payloadView(Uint8Array.of(0x22, 0xff, 0x22), 'json').note ?? '', /not JSON.*UTF-8/);
});

test('a byte order mark is no JSON and does not hide', () => {
  const view = payloadView(bytes('\ufeff{}'), 'json');
  assert.match(view.note ?? '', /‹U\+FEFF›/);
});

test('text keeps its lines and shows what is invisible', () => {
  assert.deepEqual(drawn(bytes('a\tb\r\nc\u0000'), 'text'), ['a‹TAB›b‹CR›', 'c‹NUL›']);
  assert.equal(payloadView(bytes('a\tb\r\nc\u0000'), 'text').copy, 'a\tb\r\nc\u0000');
});

test('bytes that are no UTF-8 are replaced, not lost', () => {
  assert.equal(payloadText(Uint8Array.of(0x61, 0xff, 0x62)), 'a\ufffdb');
});

test('every payload can be shown in every view', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...payloadTabs), (payload, tab) => {
      assert.doesNotMatch(
        drawn(payload, tab)
          .join('')
          .replace(/[\u200c\u200d]/g, ''),
        /[\p{Cc}\p{Cf}]/u,
      );
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { previewOf } from '../../../../../src/engine/log/reading/preview.ts';

const encoder = new TextEncoder();

const table: readonly (readonly [what: string, bytes: Uint8Array, preview: string])[] = [
  ['text as it is', encoder.encode('{"temperature":21.4,"unit":"°C"}'), '{"temperature":21.4,"unit":"°C"}'],
  ['lines as one line', encoder.encode('{\r\n\t"a": 1\n}'), '{ "a": 1 }'],
  ['control characters replaced', encoder.encode('a\u0000b\u001bc\u007fd\u0085e'), 'a\ufffdb\ufffdc\ufffdd\ufffde'],
  ['characters that turn the direction replaced', encoder.encode('\u202eevil\u2066x\u200f'), '\ufffdevil\ufffdx\ufffd'],
  ['bytes that are no UTF-8 replaced', new Uint8Array([0x61, 0xff, 0x62]), 'a\ufffdb'],
  ['a byte order mark shown', encoder.encode('\ufeff{}'), '\ufffd{}'],
  ['nothing', new Uint8Array(), ''],
  ['only the beginning of a long text', encoder.encode('x'.repeat(300)), 'x'.repeat(200)],
];

for (const [what, bytes, preview] of table) {
  test(`shows ${what}`, () => assert.equal(previewOf(bytes), preview));
}

test('800 bytes are enough for the preview of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const bytes = encoder.encode(text.padEnd(300, '😀'));
      assert.equal(previewOf(bytes.subarray(0, 800)), previewOf(bytes));
    }),
  );
});

test('whatever the bytes, the preview is short and can be shown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1_000 }), (bytes) => {
      assert.match(previewOf(bytes), /^[^\p{Cc}\p{Bidi_Control}]{0,200}$/u);
    }),
  );
});

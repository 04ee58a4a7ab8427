import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { decode } from '../../../../src/cli/lint/decode.ts';

/** Bytes that are not UTF-8, and where in the text they begin. */
const broken: readonly (readonly [bytes: readonly number[], at: number, isUtf16: boolean])[] = [
  [[0xff], 0, false],
  [[0x61, 0xe4, 0x62], 1, false],
  [[0xc3, 0xa4, 0xe4], 1, false],
  // A replacement character that is really there, and then a byte that is none.
  [[0xef, 0xbf, 0xbd, 0x61, 0x80], 2, false],
  [[0xf0, 0x9f, 0x98, 0x80, 0xff], 2, false],
  [[0x61, 0xf0, 0x9f], 1, false],
  [[0xff, 0xfe, 0x7b, 0x00], 0, true],
  [[0xfe, 0xff, 0x00, 0x7b], 0, true],
  [[0x7b, 0x00, 0x7d, 0x00], 0, true],
  [[0x00, 0x7b, 0x00, 0x7d], 0, true],
];

describe('decode', () => {
  it('reads UTF-8 as it is, with its byte order mark', () => {
    for (const text of ['', 'a', 'ä😀\uFFFD', '\uFEFF{}', '\0', '\0\0']) {
      assert.deepEqual(decode(new TextEncoder().encode(text)), { isUtf8: true, text });
    }
  });

  for (const [bytes, at, isUtf16] of broken) {
    it(`finds what is wrong with ${JSON.stringify(bytes)}`, () => {
      const decoded = decode(Uint8Array.from(bytes));
      assert.ok(!decoded.isUtf8);
      assert.deepEqual([decoded.at, decoded.isUtf16], [at, isUtf16]);
    });
  }

  it('finds the first byte that is wrong behind any text and in front of any bytes', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ä', '😀', '\uFFFD'), minLength: 2 });
    fc.assert(
      fc.property(text, fc.constantFrom(0x80, 0xc3, 0xff), fc.uint8Array(), (before, wrong, rest) => {
        const decoded = decode(Uint8Array.from([...new TextEncoder().encode(before), wrong, 0x20, ...rest]));
        assert.ok(!decoded.isUtf8);
        assert.equal(decoded.at, before.length);
        assert.equal(decoded.lossy[decoded.at], '\uFFFD');
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => assert.equal(typeof decode(bytes).isUtf8, 'boolean')));
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { hexDump } from '../../../src/assist/hexDump.ts';

test('a line has offset, two groups of eight bytes, and printable ASCII', () => {
  const bytes = new TextEncoder().encode('{"temp":21.5}\n\u0000é!');
  assert.deepEqual(hexDump(bytes), [
    '000000  7b 22 74 65 6d 70 22 3a  32 31 2e 35 7d 0a 00 c3  {"temp":21.5}...',
    '000010  a9 21                                             .!',
  ]);
});

test('no bytes, no lines', () => assert.deepEqual(hexDump(new Uint8Array()), []));

test('the bytes can be read back from the dump, line by line', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const read = hexDump(bytes).flatMap((line, at) => {
        assert.equal(Number.parseInt(line.slice(0, 6), 16), at * 16);
        return [...line.slice(8, 57).matchAll(/[0-9a-f]{2}/g)].map(([byte]) => Number.parseInt(byte, 16));
      });
      assert.deepEqual(read, [...bytes]);
    }),
  );
});

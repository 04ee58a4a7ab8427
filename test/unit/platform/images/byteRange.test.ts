import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parseRange, type ByteRange } from '../../../../src/platform/images/byteRange.ts';

const cases: readonly (readonly [header: string | undefined, size: number, expected: ByteRange | 'unsatisfiable' | undefined])[] = [
  [undefined, 10, undefined],
  ['', 10, undefined],
  ['bytes=0-0', 10, { start: 0, end: 1 }],
  ['bytes=0-9', 10, { start: 0, end: 10 }],
  ['bytes=5-', 10, { start: 5, end: 10 }],
  ['bytes=5-500', 10, { start: 5, end: 10 }],
  ['bytes=-3', 10, { start: 7, end: 10 }],
  ['bytes=-30', 10, { start: 0, end: 10 }],
  ['bytes=10-', 10, 'unsatisfiable'],
  ['bytes=-0', 10, 'unsatisfiable'],
  ['bytes=0-', 0, 'unsatisfiable'],
  ['bytes=7-3', 10, undefined],
  ['bytes=-', 10, undefined],
  ['bytes=0-1,3-4', 10, undefined],
  ['items=0-1', 10, undefined],
  ['bytes=a-b', 10, undefined],
  ['bytes=99999999999999999999-', 10, 'unsatisfiable'],
];
for (const [header, size, expected] of cases) {
  test(`${header} of ${size} bytes`, () => assert.deepEqual(parseRange(header, size), expected));
}

test('a range is always within the body', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,5}-\d{0,5}$/)), fc.nat(1000), (header, size) => {
      const range = parseRange(header, size);
      if (typeof range === 'object') assert.ok(range.start >= 0 && range.start < range.end && range.end <= size);
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { readMetres, readPosition } from '../../../../src/workbench/device/position.ts';

const read: readonly (readonly [string, number, number])[] = [
  ['49.41, 8.68', 49.41, 8.68],
  ['49.41,8.68', 49.41, 8.68],
  [' 49.41 8.68 ', 49.41, 8.68],
  ['49.41; 8.68', 49.41, 8.68],
  ['-33.86, 151.21', -33.86, 151.21],
  ['+0, -180', 0, -180],
  ['90, 180', 90, 180],
  ['49.41° N, 8.68° E', 49.41, 8.68],
  ['33.86°S, 70.5°w', -33.86, -70.5],
  ['geo:49.41,8.68', 49.41, 8.68],
];

for (const [text, latitude, longitude] of read)
  test(`"${text}" is ${latitude}, ${longitude}`, () => assert.deepEqual(readPosition(text), { latitude, longitude }));

const refused: readonly (readonly [string, RegExp])[] = [
  ['', /Give latitude and longitude/],
  ['49.41', /Give latitude and longitude/],
  ['49,41, 8,68', /Give latitude and longitude/],
  ['a, b', /Give latitude and longitude/],
  ['1e9, 2', /Give latitude and longitude/],
  ['NaN, Infinity', /Give latitude and longitude/],
  ['49.41, 8.68, 114', /Give latitude and longitude/],
  ['90.0001, 8', /latitude 90\.0001 is out of range: it lies between -90 and 90\. The latitude comes first/],
  ['151.21, -33.86', /The latitude comes first/],
  ['-91, 200', /latitude -91 is out of range: it lies between -90 and 90\.$/],
  ['49, 180.5', /longitude 180\.5 is out of range: it lies between -180 and 180/],
];

for (const [text, why] of refused)
  test(`"${text}" is refused with the reason`, () => {
    const found = readPosition(text);
    assert.match('refused' in found ? found.refused : '', why);
  });

test('whatever is typed gives a position on the earth or a reason, and soon', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.,-+ NSEW°geo:'.split('')), maxLength: 400 })),
      (text) => {
        const found = readPosition(text);
        if ('refused' in found) return found.refused.endsWith('.');
        return Math.abs(found.latitude) <= 90 && Math.abs(found.longitude) <= 180;
      },
    ),
  );
});

test('every position that a map shows is read as it is', () => {
  const degrees = (most: number): fc.Arbitrary<number> => fc.integer({ min: -most * 10_000, max: most * 10_000 }).map((n) => n / 10_000);
  fc.assert(
    fc.property(degrees(90), degrees(180), (latitude, longitude) => {
      const found = readPosition(`${latitude}, ${longitude}`);
      assert.ok(!('refused' in found));
      assert.ok(found.latitude === latitude && found.longitude === longitude);
    }),
  );
});

test('metres may be left out, and have a least value where that makes sense', () => {
  assert.equal(readMetres(' '), undefined);
  assert.equal(readMetres('-12.5'), -12.5);
  assert.equal(readMetres('3', 0), 3);
  assert.deepEqual(readMetres('-1', 0), { refused: 'It cannot be less than 0 metres.' });
  for (const text of ['high', 'Infinity', 'NaN', '1,5'])
    assert.deepEqual(readMetres(text), { refused: 'Give a number of metres, or nothing.' });
});

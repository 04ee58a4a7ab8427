import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { isoTime, isWritableTime, timeOfIso } from '../../../../../src/engine/log/files/isoTime.ts';

test('a time of today is the same when it was written and read', () => {
  fc.assert(
    fc.property(fc.double({ min: 1_000_000_000_000, max: 4_000_000_000_000, noNaN: true }), (time) => {
      assert.equal(timeOfIso(isoTime(time)), time);
      assert.equal(Date.parse(isoTime(time)), Math.floor(time), 'others read it to the millisecond');
    }),
  );
});

for (const [text, time] of [
  ['2026-03-01T10:00:00Z', Date.UTC(2026, 2, 1, 10)],
  ['2026-03-01T10:00Z', Date.UTC(2026, 2, 1, 10)],
  ['2026-03-01T12:00:00.5+02:00', Date.UTC(2026, 2, 1, 10) + 500],
  ['2026-03-01T10:00:00.000250Z', Date.UTC(2026, 2, 1, 10) + 0.25],
  ['2026-13-01T10:00:00Z', undefined],
  ['yesterday', undefined],
  ['', undefined],
] as const) {
  test(`"${text}" is ${time}`, () => assert.equal(timeOfIso(text), time));
}

for (const time of [-1, Number.NaN, Infinity, 1e300, '5', null, undefined]) {
  test(`${String(time)} is no time that can be written`, () => assert.equal(isWritableTime(time), false));
}

test('what is no time is written as the beginning of time, and throws nothing', () => {
  assert.equal(isoTime(Number.NaN), '1970-01-01T00:00:00.000Z');
});

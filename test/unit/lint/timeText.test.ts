import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { isDay, isoOfNumber, normalTime, repairedTime } from '../../../src/lint/timeText.ts';

/** A time in any form, what it is as a legal one, and what it is where it can only be meant so. */
const cases: readonly (readonly [string, string | undefined, string | undefined])[] = [
  ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'],
  ['20260301T100000,5+0130', '2026-03-01T10:00:00.5+01:30', undefined],
  ['2026-03-01T10Z', '2026-03-01T10:00:00Z', undefined],
  ['2026-03-01t10:00', '2026-03-01T10:00:00', undefined],
  ['2026-03-01 10:00:00 UTC', undefined, '2026-03-01T10:00:00Z'],
  ['2026-02-30T10:00:00Z', undefined, undefined],
  ['2026-03-01T10:00:00+99:99', undefined, undefined],
  ['2026-03-01T24:00:00Z', undefined, undefined],
  ['2026-0301T100000Z', undefined, undefined],
  ['1714560000', undefined, '2024-05-01T10:40:00.000Z'],
  ['', undefined, undefined],
];

describe('a time in another form', () => {
  for (const [time, normal, repaired] of cases) {
    it(JSON.stringify(time), () => {
      assert.equal(normalTime(time), normal);
      assert.equal(repairedTime(time), repaired);
    });
  }

  it('is told from seconds and milliseconds', () => {
    assert.equal(isoOfNumber(1714560000.5), '2024-05-01T10:40:00.500Z');
    assert.equal(isoOfNumber(1714560000000), '2024-05-01T10:40:00.000Z');
    for (const value of [0, 12, -1714560000, 1714560000000000, Infinity, NaN, '1714560000']) assert.equal(isoOfNumber(value), undefined);
  });

  it('keeps every time that a clock gives', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-01-01'), noInvalidDate: true }), (date) => {
        const time = date.toISOString();
        assert.equal(normalTime(time), time);
        assert.equal(normalTime(time.replaceAll(/[-:]/g, '').toLowerCase()), time);
        assert.ok(isDay(time.slice(0, 10)));
      }),
    );
  });
});

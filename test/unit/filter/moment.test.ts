import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDuration, readMoment } from '../../../src/filter/moment.ts';

const now = new Date(2026, 10, 22, 18, 0).getTime();
const at = (hour: number, minute = 0, second = 0, ms = 0): number => new Date(2026, 10, 22, hour, minute, second, ms).getTime();

const moments: readonly (readonly [string, start: number, end: number])[] = [
  ['9:05', at(9, 5), at(9, 6)],
  ['09:05', at(9, 5), at(9, 6)],
  ['T09:05', at(9, 5), at(9, 6)],
  ['09:05:07', at(9, 5, 7), at(9, 5, 8)],
  ['09:05:07.25', at(9, 5, 7, 250), at(9, 5, 7, 251)],
  ['2026-11-22', at(0), at(24)],
  ['2026-11-22T09:05', at(9, 5), at(9, 6)],
  ['2026-11-22T09:05:07.250Z', Date.UTC(2026, 10, 22, 9, 5, 7, 250), Date.UTC(2026, 10, 22, 9, 5, 7, 251)],
  ['2026-11-22T09:05+02:00', Date.UTC(2026, 10, 22, 7, 5), Date.UTC(2026, 10, 22, 7, 6)],
  ['90s', now - 90_000, now - 90_000],
];

describe('a moment', () => {
  for (const [text, start, end] of moments) it(`can be written ${text}`, () => assert.deepEqual(readMoment(text, now), { start, end }));

  for (const text of [
    '',
    'T',
    '10',
    '24:01',
    '10:60',
    '10:30:60',
    '2026-02-30',
    '2026-11-22 10:30',
    '2026-11-22Z',
    '10:30+02:00',
    'now',
    '-5m',
  ])
    it(`cannot be written ${JSON.stringify(text)}`, () => assert.equal(readMoment(text, now), undefined));
});

describe('a length of time', () => {
  const lengths: readonly (readonly [string, number | undefined])[] = [
    ['200ms', 200],
    ['1.5s', 1_500],
    ['5m', 300_000],
    ['5min', 300_000],
    ['2H', 7_200_000],
    ['7d', 604_800_000],
    ['5', undefined],
    ['s', undefined],
    ['1e3s', undefined],
    ['5 m', undefined],
  ];
  for (const [text, ms] of lengths) it(`of ${text} is ${ms ?? 'none'}`, () => assert.equal(readDuration(text), ms));

  it('counts in a unit where one is given', () => assert.equal(readDuration('40', 'ms'), 40));
});

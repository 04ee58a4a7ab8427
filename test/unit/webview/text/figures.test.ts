import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, countOf, dateAndTime, dayAndMinute, duration, isSameDay, timeOfDay } from '../../../../src/webview/text/figures.ts';

const durations = [
  [0, '0 ms'],
  [0.42, '0.4 ms'],
  [9.96, '10 ms'],
  [35.2, '35 ms'],
  [999.6, '1.00 s'],
  [1_240, '1.24 s'],
  [59_999, '1 min 0 s'],
  [125_000, '2 min 5 s'],
] as const;

for (const [ms, text] of durations) test(`${ms} ms is "${text}"`, () => assert.equal(duration(ms), text));

test('counts mark thousands and agree with their thing', () => {
  assert.equal(count(1_000_000), '1,000,000');
  assert.equal(countOf(1, 'message'), '1 message');
  assert.equal(countOf(0, 'message'), '0 messages');
  assert.equal(countOf(12_345, 'message'), '12,345 messages');
});

test('times are local, to the millisecond', () => {
  const time = new Date(2026, 2, 1, 9, 5, 3, 7).getTime() + 0.9;
  assert.equal(timeOfDay(time), '09:05:03.007');
  assert.equal(dateAndTime(time), '2026-03-01 09:05:03.007');
  assert.equal(dayAndMinute(time), '03-01 09:05');
  assert.ok(isSameDay(time, new Date(2026, 2, 1, 23, 59).getTime()));
  assert.ok(!isSameDay(time, new Date(2026, 2, 2).getTime()) && !isSameDay(time, new Date(2027, 2, 1, 9, 5).getTime()));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RateMeter } from '../../../../src/engine/jobs/rateMeter.ts';

test('the rate is that of the last five seconds', () => {
  const meter = new RateMeter(0);
  assert.equal(meter.rate(0), 0);
  for (let now = 0; now < 10_000; now += 100) meter.count(now);
  assert.equal(meter.rate(9_900), 10);
  assert.equal(meter.rate(12_500), 4.8);
  assert.equal(meter.rate(15_000), 0);
});

test('a job that has just begun is no faster than it is', () => {
  const meter = new RateMeter(1_000);
  meter.count(1_000);
  assert.equal(meter.rate(1_000), 1);
  meter.count(1_500);
  assert.equal(meter.rate(3_000), 1);
});

test('a clock that is set back does not keep old times for ever', () => {
  const meter = new RateMeter(1_000_000);
  for (let now = 1_000_000; now < 1_001_000; now += 10) meter.count(now);
  meter.count(10);
  assert.ok(meter.rate(1_010) <= 1);
  assert.equal(meter.rate(10_000), 0);
});

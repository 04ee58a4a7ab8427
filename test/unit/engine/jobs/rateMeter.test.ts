import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RateMeter } from '../../../../src/engine/jobs/rateMeter.ts';

test('the rate is that of the last five seconds', () => {
  const meter = new RateMeter(100);
  assert.equal(meter.rate(0), 0);
  for (let now = 0; now < 10_000; now += 100) meter.count(now);
  assert.equal(meter.rate(9_900), 10);
  assert.equal(meter.rate(15_000), 0);
});

test('what happens every three seconds happens 0.33 times a second, from the second time on', () => {
  const meter = new RateMeter(3_000);
  meter.count(0);
  assert.equal(meter.rate(0), 0);
  for (let now = 3_000; now <= 60_000; now += 3_000) {
    meter.count(now);
    assert.equal(meter.rate(now), 0.33);
  }
  assert.equal(meter.rate(62_000), 0.33);
});

test('what is slower than five seconds has a rate, too', () => {
  const meter = new RateMeter(10_000);
  for (let now = 0; now <= 30_000; now += 10_000) meter.count(now);
  assert.equal(meter.rate(31_000), 0.1);
});

test('a clock that is set back does not keep old times for ever', () => {
  const meter = new RateMeter(10);
  for (let now = 1_000_000; now < 1_001_000; now += 10) meter.count(now);
  meter.count(10);
  assert.equal(meter.rate(1_010), 0);
  assert.equal(meter.rate(10_000), 0);
});

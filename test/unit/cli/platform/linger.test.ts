import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Linger } from '../../../../src/cli/platform/linger.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

function lingering(keepRunning = false) {
  const clock = new FakeClock();
  const ends: number[] = [];
  return { clock, ends, linger: new Linger(10, keepRunning, clock, () => ends.push(clock.now())) };
}

test('without any user the end comes after the linger time', () => {
  const { clock, ends, linger } = lingering();
  linger.count(0);
  clock.advance(9999);
  assert.deepEqual(ends, []);
  clock.advance(1);
  assert.equal(ends.length, 1);
});

test('a user holds the end off, and its going begins the time anew', () => {
  const { clock, ends, linger } = lingering();
  linger.count(0);
  clock.advance(9000);
  linger.count(1);
  clock.advance(100_000);
  linger.count(2);
  linger.count(1);
  clock.advance(100_000);
  assert.deepEqual(ends, []);
  linger.count(0);
  clock.advance(9999);
  assert.deepEqual(ends, []);
  clock.advance(1);
  assert.equal(ends.length, 1);
});

test('what keeps running does not end, and begins to wait when that is taken back', () => {
  const { clock, ends, linger } = lingering(true);
  linger.count(0);
  clock.advance(100_000);
  assert.deepEqual([ends, linger.keepRunning], [[], true]);
  linger.setKeepRunning(false);
  clock.advance(9999);
  assert.deepEqual([ends, linger.keepRunning], [[], false]);
  linger.setKeepRunning(true);
  clock.advance(100_000);
  assert.deepEqual(ends, []);
  linger.setKeepRunning(false);
  clock.advance(10_000);
  assert.equal(ends.length, 1);
});

test('what is taken back while there is a user waits for that user', () => {
  const { clock, ends, linger } = lingering(true);
  linger.count(1);
  linger.setKeepRunning(false);
  clock.advance(100_000);
  assert.deepEqual(ends, []);
  linger.count(0);
  clock.advance(10_000);
  assert.equal(ends.length, 1);
});

test('after its end nothing is started again', () => {
  const { clock, linger } = lingering();
  linger.count(0);
  linger.dispose();
  linger.count(0);
  linger.setKeepRunning(false);
  assert.equal(clock.pending, 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Linger } from '../../../src/cli/linger.ts';
import { FakeClock } from '../../support/platform/fakeClock.ts';

function lingering() {
  const clock = new FakeClock();
  const ends: number[] = [];
  return { clock, ends, linger: new Linger(10, clock, () => ends.push(clock.now())) };
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

test('after its end nothing is started again', () => {
  const { clock, linger } = lingering();
  linger.count(0);
  linger.dispose();
  linger.count(0);
  assert.equal(clock.pending, 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../../src/rpc/node/clock.ts';

const steps = [
  ['the computer slept for an hour', 3_600_000],
  ['the clock was set back by an hour', -3_600_000],
] as const;

for (const [what, ms] of steps) {
  test(`it follows when ${what}`, (t) => {
    const wall = Date.now;
    const before = systemClock.now();
    t.mock.method(Date, 'now', () => wall() + ms);
    const moved = systemClock.now() - before;
    assert.ok(Math.abs(moved - ms) < 60_000, `moved by ${moved} ms`);
  });
}

test('between steps of the wall clock it never goes back, and is finer than a millisecond', () => {
  const times = Array.from({ length: 1000 }, () => systemClock.now());
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  assert.ok(times.some((time) => !Number.isInteger(time)));
});

test('a call that is cancelled does not happen', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  systemClock.after(0, () => resolve('cancelled')).cancel();
  systemClock.after(1, () => resolve('due'));
  assert.equal(await promise, 'due');
});

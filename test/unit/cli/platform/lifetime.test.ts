import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lifetime } from '../../../../src/cli/platform/lifetime.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

test('a platform of a terminal runs until it is ended, which no window changes', async () => {
  const clock = new FakeClock();
  const lifetime = new Lifetime({ keepRunning: false }, clock);
  lifetime.count(0);
  assert.deepEqual([lifetime.keepRunning, clock.pending], [true, 0]);
  assert.throws(() => lifetime.setKeepRunning(false), { name: 'Refusal', message: /runs until that command ends/ });
  lifetime.end();
  await lifetime.ended;
});

test('a platform of a window ends after it, unless windows decide otherwise, and tells what they decided', async () => {
  const clock = new FakeClock();
  const lifetime = new Lifetime({ lingerSeconds: 60, keepRunning: false }, clock);
  let told = 0;
  const stop = lifetime.follow(() => told++);
  lifetime.count(0);
  lifetime.setKeepRunning(true);
  assert.deepEqual([lifetime.keepRunning, clock.pending, told], [true, 0, 1]);
  stop();
  lifetime.setKeepRunning(false);
  assert.equal(told, 1);
  clock.advance(60_000);
  await lifetime.ended;
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace } from '../../../src/rpc/pace.ts';
import { FakeClock } from '../../support/platform/fakeClock.ts';

test('runs at once, then at most once per time, and once more at the end', ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let runs = 0;
  const pace = new Pace(() => runs++, 100);
  for (let i = 0; i < 5; i++) pace.poke();
  assert.equal(runs, 1);
  mock.timers.tick(100);
  assert.equal(runs, 2);
  mock.timers.tick(1_000);
  assert.equal(runs, 2);
  pace.poke();
  assert.equal(runs, 3);
});

test('after dispose nothing that was due runs', ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let runs = 0;
  const pace = new Pace(() => runs++, 100);
  pace.poke();
  pace.poke();
  pace.dispose();
  mock.timers.tick(1_000);
  assert.equal(runs, 1);
});

test('with a clock of its own it waits for that', () => {
  const clock = new FakeClock();
  let runs = 0;
  const pace = new Pace(() => runs++, 100, clock);
  pace.poke();
  pace.poke();
  clock.advance(99);
  assert.equal(runs, 1);
  clock.advance(1);
  assert.equal(runs, 2);
  pace.dispose();
  assert.equal(clock.pending, 0);
});

test('a call that another pace made is made at once, and one that was due is it', () => {
  const clock = new FakeClock();
  let runs = 0;
  const pace = new Pace(() => runs++, 100, clock);
  pace.poke();
  pace.poke();
  pace.now();
  assert.equal(runs, 2);
  clock.advance(99);
  pace.poke();
  assert.equal(runs, 2);
  clock.advance(1);
  assert.equal(runs, 3);
  clock.advance(1_000);
  assert.equal(runs, 3);
});

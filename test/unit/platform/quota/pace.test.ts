import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { Pace } from '../../../../src/platform/quota/pace.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

test('a second may be used up at once, then every message waits for its turn', () => {
  const clock = new FakeClock();
  const pace = new Pace({ messages: 5 }, clock);
  assert.deepEqual(
    Array.from({ length: 7 }, () => pace.take(1_000_000)),
    [0, 0, 0, 0, 0, 200, 400],
  );
  clock.advance(400);
  assert.equal(pace.take(0), 200);
  clock.advance(60_000);
  assert.deepEqual(
    Array.from({ length: 6 }, () => pace.take(0)),
    [0, 0, 0, 0, 0, 200],
    'an hour of silence is no credit',
  );
});

test('bytes count as well, and the longer wait holds', () => {
  const pace = new Pace({ messages: 10, bytes: 1000 }, new FakeClock());
  assert.deepEqual([pace.take(900), pace.take(100), pace.take(500)], [0, 0, 500]);
});

test('whoever waits as told never exceeds the rate, but for the first second', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 20, maxLength: 200 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 50 }), (messages, rate) => {
      const clock = new FakeClock();
      const start = clock.now();
      const pace = new Pace({ messages: rate, bytes: 4000 }, clock);
      let bytes = 0;
      for (const [at, size] of messages.entries()) {
        bytes += size;
        clock.advance(pace.take(size));
        const seconds = (clock.now() - start) / 1000 + 1 + 1e-6;
        assert.ok(at + 1 <= rate * seconds && bytes <= 4000 * seconds);
      }
    }),
  );
});

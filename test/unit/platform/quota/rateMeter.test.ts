import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { RateMeter } from '../../../../src/platform/quota/rateMeter.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';

test('a second may be used up at once, then every message waits for its turn', () => {
  const clock = new FakeClock();
  const meter = new RateMeter({ messages: 5 }, clock);
  assert.deepEqual(
    Array.from({ length: 7 }, () => meter.take(1_000_000)),
    [0, 0, 0, 0, 0, 200, 400],
  );
  clock.advance(400);
  assert.equal(meter.take(0), 200);
  clock.advance(60_000);
  assert.deepEqual(
    Array.from({ length: 6 }, () => meter.take(0)),
    [0, 0, 0, 0, 0, 200],
    'an hour of silence is no credit',
  );
});

test('bytes count as well, and the longer wait holds', () => {
  const meter = new RateMeter({ messages: 10, bytes: 1000 }, new FakeClock());
  assert.deepEqual([meter.take(900), meter.take(100), meter.take(500)], [0, 0, 500]);
});

test('a clock that is set back makes nobody wait for longer', () => {
  let now = 7_200_000;
  const meter = new RateMeter({ messages: 5, bytes: 1000 }, { now: () => now, after: () => assert.fail('a meter only reads the time') });
  assert.equal(meter.take(1200), 200);
  now -= 3_600_000;
  assert.equal(meter.behind, 200);
  assert.equal(meter.take(100), 300);
});

test('whoever waits as told never exceeds the rate, but for the first second', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 20, maxLength: 200 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 50 }), (messages, rate) => {
      const clock = new FakeClock();
      const start = clock.now();
      const meter = new RateMeter({ messages: rate, bytes: 4000 }, clock);
      let bytes = 0;
      for (const [at, size] of messages.entries()) {
        bytes += size;
        clock.advance(meter.take(size));
        const seconds = (clock.now() - start) / 1000 + 1 + 1e-6;
        assert.ok(at + 1 <= rate * seconds && bytes <= 4000 * seconds);
      }
    }),
  );
});

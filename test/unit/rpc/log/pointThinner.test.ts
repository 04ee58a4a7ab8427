import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { PointThinner } from '../../../../src/rpc/log/pointThinner.ts';

function thinned(points: number, values: readonly number[], times: readonly number[] = values.map((_, at) => at * 10)) {
  const thinner = new PointThinner(points);
  for (const [at, value] of values.entries()) thinner.add(times[at] ?? 0, value);
  const kept = thinner.points();
  return { times: [...kept.times], values: [...kept.values] };
}

test('where there is room every point is kept', () => {
  assert.deepEqual(thinned(10, [3, 1, 2]), { times: [0, 10, 20], values: [3, 1, 2] });
  assert.deepEqual(thinned(10, []), { times: [], values: [] });
});

test('a single peak among very many points stays', () => {
  const values = Array.from({ length: 100_000 }, (_, at) => (at === 54_321 ? 99 : 0));
  const { times, values: kept } = thinned(500, values);
  assert.equal(times[kept.indexOf(99)], 543_210);
  assert.ok(kept.length <= 501, `${kept.length} points`);
});

test('times rise although a clock went back', () => {
  const { times } = thinned(10, [1, 2, 3], [100, 100, 50]);
  assert.ok(
    times.every((time, at) => at === 0 || time > (times[at - 1] ?? 0)),
    String(times),
  );
});

test('what is kept is of the points that came, in order, with the least, the greatest and the latest of all', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 400 }),
      fc.integer({ min: 4, max: 60 }),
      (values, points) => {
        const kept = thinned(points, values);
        assert.ok(kept.values.length <= points + 1);
        assert.ok(kept.times.every((time, at) => at === 0 || time > (kept.times[at - 1] ?? 0)));
        assert.ok(kept.times.every((time, at) => values[time / 10] === kept.values[at]));
        assert.equal(Math.max(...kept.values), Math.max(...values));
        assert.equal(Math.min(...kept.values), Math.min(...values));
        assert.equal(kept.times.at(-1), (values.length - 1) * 10);
      },
    ),
  );
});

test('what is too old is forgotten', () => {
  const thinner = new PointThinner(100);
  for (let at = 0; at < 10; at++) thinner.add(at, at);
  thinner.forgetBefore(7);
  assert.deepEqual([...thinner.points().times], [7, 8, 9]);
  thinner.forgetBefore(100);
  assert.deepEqual([...thinner.points().times], []);
  assert.deepEqual(thinner.last, { time: 9, value: 9 });
});

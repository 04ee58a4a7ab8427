import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { OldestFirst } from '../../../../../src/engine/log/arrival/oldestFirst.ts';

/** What is done to a map; without a value the key is deleted. */
const change = fc.record({ key: fc.nat({ max: 8 }), value: fc.option(fc.nat(), { nil: undefined }) });

test('the oldest entry is the one that was set before all others', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const map = new OldestFirst<number, number>();
      let expected: (readonly [key: number, value: number])[] = [];
      for (const { key, value } of changes) {
        expected = expected.filter(([other]) => other !== key);
        if (value === undefined) map.delete(key);
        else {
          map.set(key, value);
          expected.push([key, value]);
        }
        assert.deepEqual([map.oldest?.key, map.oldest?.value, map.size], [expected[0]?.[0], expected[0]?.[1], expected.length]);
        assert.equal(map.get(key), value);
      }
      const order: (readonly [number, number])[] = [];
      for (let { oldest } = map; oldest !== undefined; { oldest } = map) {
        order.push([oldest.key, oldest.value]);
        map.delete(oldest.key);
      }
      assert.deepEqual(order, expected);
    }),
  );
});

test('a map that was cleared begins anew', () => {
  const map = new OldestFirst<string, number>();
  map.set('a', 1);
  map.set('b', 2);
  map.clear();
  assert.deepEqual([map.size, map.oldest, map.get('a')], [0, undefined, undefined]);
  map.set('c', 3);
  assert.deepEqual([map.size, map.oldest?.key], [1, 'c']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgetOldest } from '../../../src/platform/forgetOldest.ts';

test('the entry that was added first goes, once there are too many', () => {
  const map = new Map<string, number>();
  for (const key of ['a', 'b', 'a', 'c', 'd']) {
    map.set(key, 0);
    forgetOldest(map, 2);
  }
  assert.deepEqual([...map.keys()], ['c', 'd']);
});

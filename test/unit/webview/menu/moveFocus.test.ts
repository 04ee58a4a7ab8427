import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextEntry } from '../../../../src/webview/menu/moveFocus.ts';

const keys: readonly (readonly [key: string, now: number, count: number, next: number | undefined])[] = [
  ['ArrowDown', 0, 3, 1],
  ['ArrowDown', 2, 3, 0],
  ['ArrowDown', -1, 3, 0],
  ['ArrowUp', 2, 3, 1],
  ['ArrowUp', 0, 3, 2],
  ['ArrowUp', -1, 3, 2],
  ['Home', 2, 3, 0],
  ['End', 0, 3, 2],
  ['ArrowDown', 0, 1, 0],
  ['Enter', 0, 3, undefined],
  ['constructor', 0, 3, undefined],
  ['End', -1, 0, undefined],
];

for (const [key, now, count, next] of keys)
  test(`${key} at ${now} of ${count}`, () => {
    assert.equal(nextEntry(key, now, count), next);
  });

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { table } from '../../../src/wiotp/table.ts';

test('columns are as wide as their widest cell, and lines end with their last one', () => {
  assert.equal(table([]), '');
  assert.equal(table([['a', 'bb', 'c'], ['aaa', 'b'], ['a']]), 'a    bb  c\naaa  b\na');
});

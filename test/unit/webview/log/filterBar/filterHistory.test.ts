import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FilterHistory, readHistory } from '../../../../../src/webview/log/filterBar/filterHistory.ts';

test('the latest comes first, none comes twice, and fifty are kept', () => {
  const history = new FilterHistory([]);
  for (let at = 0; at < 60; at++) history.add(`f${at}`);
  history.add('f30');
  history.add('');
  history.add('x'.repeat(2_001));
  assert.equal(history.filters.length, 50);
  assert.deepEqual(history.filters.slice(0, 3), ['f30', 'f59', 'f58']);
});

test('older and newer go back and forth, to an empty field at last', () => {
  const history = new FilterHistory(['c', 'b', 'a']);
  assert.equal(history.step(true, ''), 'c');
  assert.equal(history.step(true, 'c'), 'b');
  assert.equal(history.step(true, 'b'), 'a');
  assert.equal(history.step(true, 'a'), undefined);
  assert.equal(history.step(false, 'a'), 'b');
  assert.equal(history.step(false, 'b'), 'c');
  assert.equal(history.step(false, 'c'), '');
  assert.equal(history.step(false, ''), undefined);
});

test('what was kept and is no history is left out', () => {
  assert.deepEqual(readHistory(['a', 7, null, 'x'.repeat(2_001), 'b']), ['a', 'b']);
  assert.deepEqual(readHistory({ 0: 'a' }), []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Selection } from '../../../../../src/webview/log/list/selection.ts';

test('a row that was reached before it was here gets its number when it comes', () => {
  const selection = new Selection(undefined);
  selection.choose(7, undefined);
  assert.ok(selection.isComing);
  assert.ok(!selection.is(6, { seq: 60 }));
  assert.ok(selection.is(7, { seq: 70 }));
  assert.deepEqual([selection.seq, selection.place, selection.isComing], [70, 7, false]);
});

test('a row keeps its number while its place changes', () => {
  const selection = new Selection(70);
  assert.ok(selection.is(7, { seq: 70 }));
  assert.equal(selection.place, 7);
  assert.ok(selection.is(3, { seq: 70 }));
  assert.equal(selection.place, 3);
});

test('what is learned about a row that is selected no more changes nothing', () => {
  const selection = new Selection(70);
  selection.choose(8, 80);
  selection.locate(70, 7);
  assert.deepEqual([selection.seq, selection.place], [80, 8]);
  selection.locate(80, 9);
  assert.equal(selection.place, 9);
});

test('in another view the place is another one, and without a filter it is the number', () => {
  const selection = new Selection(70);
  selection.choose(7, 70);
  selection.lose(true);
  assert.deepEqual([selection.seq, selection.place], [70, undefined]);
  selection.lose(false);
  assert.equal(selection.place, 70);
});

test('a row that was on its way is forgotten with its view', () => {
  const selection = new Selection(undefined);
  selection.choose(7, undefined);
  selection.lose(false);
  assert.deepEqual([selection.seq, selection.place, selection.isComing], [undefined, undefined, false]);
});

test('nothing is selected after it was cleared', () => {
  const selection = new Selection(70);
  selection.choose(7, 70);
  selection.clear();
  assert.deepEqual([selection.seq, selection.place, selection.isComing], [undefined, undefined, false]);
  assert.ok(!selection.is(7, { seq: 70 }));
});

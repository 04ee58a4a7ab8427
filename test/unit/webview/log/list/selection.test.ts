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

test('a range lasts from the row at which it was begun to the one it was extended to, whichever is first', () => {
  const selection = new Selection(70);
  selection.extend(9, 90);
  assert.deepEqual(selection.range, { first: 70, end: 91 });
  selection.extend(5, 50);
  assert.deepEqual(selection.range, { first: 50, end: 71 });
  assert.deepEqual(
    [49, 50, 60, 70, 71].filter((seq) => selection.covers({ seq })),
    [50, 60, 70],
  );
  selection.extend(7, 70);
  assert.equal(selection.range, undefined);
});

test('a range is complete when the row it was extended to comes', () => {
  const selection = new Selection(70);
  selection.extend(9, undefined);
  assert.equal(selection.range, undefined);
  assert.ok(selection.is(9, { seq: 95 }));
  assert.deepEqual(selection.range, { first: 70, end: 96 });
});

test('one row is left of a range that is narrowed, or when another row is chosen', () => {
  const selection = new Selection(70);
  selection.extend(9, 90);
  assert.ok(selection.narrow());
  assert.deepEqual([selection.seq, selection.range, selection.narrow()], [90, undefined, false]);
  selection.extend(7, 70);
  selection.choose(3, 30);
  assert.deepEqual([selection.seq, selection.range], [30, undefined]);
});

test('rows that leave the log leave the selection', () => {
  const selection = new Selection(70, 50);
  selection.keepWithin({ first: 60, end: 100 }, false);
  assert.deepEqual(selection.range, { first: 60, end: 71 });
  selection.keepWithin({ first: 71, end: 100 }, false);
  assert.deepEqual([selection.seq, selection.range], [undefined, undefined]);
});

for (const [view, isFiltered, place] of [
  ['a view of everything', false, 60],
  ['a filtered view, where its place has to be asked for', true, undefined],
] as const) {
  test(`a range that was extended upwards keeps what is left of it in ${view}`, () => {
    const selection = new Selection(70);
    selection.extend(50, 50);
    selection.keepWithin({ first: 60, end: 100 }, isFiltered);
    assert.deepEqual([selection.range, selection.seq, selection.place], [{ first: 60, end: 71 }, 60, place]);
    selection.keepWithin({ first: 70, end: 100 }, isFiltered);
    assert.deepEqual([selection.range, selection.seq], [undefined, 70]);
    selection.keepWithin({ first: 71, end: 100 }, isFiltered);
    assert.deepEqual([selection.range, selection.seq], [undefined, undefined]);
  });
}

test('a range that was begun at a row on its way has its place first, and keeps it until the number is here', () => {
  const selection = new Selection(undefined);
  selection.choose(0, undefined);
  selection.extend(5, 50);
  selection.extend(9, 90);
  assert.deepEqual([selection.beginComing, selection.range], [0, undefined]);
  selection.beginAt(2);
  assert.deepEqual([selection.beginComing, selection.range], [undefined, { first: 2, end: 91 }]);
});

test('a range whose begin is on its way is forgotten with the selection, and with the view', () => {
  const ends: readonly ((selection: Selection) => void)[] = [
    (selection) => selection.choose(3, 30),
    (selection) => selection.narrow(),
    (selection) => selection.clear(),
    (selection) => selection.lose(true),
  ];
  for (const end of ends) {
    const selection = new Selection(undefined);
    selection.choose(0, undefined);
    selection.extend(5, 50);
    end(selection);
    assert.equal(selection.beginComing, undefined);
  }
});

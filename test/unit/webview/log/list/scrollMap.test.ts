import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { offsetAt, offsetShowing, rowsAt, scrollMap, scrollTopAt } from '../../../../../src/webview/log/list/scrollMap.ts';

const rowHeight = 22;
const lists = fc.record({ rows: fc.integer({ min: 0, max: 50_000_000 }), viewport: fc.integer({ min: 1, max: 4_000 }) });
const mapOf = ({ rows, viewport }: { rows: number; viewport: number }) => scrollMap(rows, rowHeight, viewport);

test('a list that fits under the cap scrolls one to one', () => {
  const map = scrollMap(1_000, rowHeight, 500);
  assert.deepEqual(map, { spacer: 22_000, maxOffset: 21_500, maxScroll: 21_500 });
  assert.equal(offsetAt(map, 1_234), 1_234);
  assert.equal(scrollTopAt(map, 1_234), 1_234);
});

test('no spacer is taller than a browser draws at device scale 4', () => {
  fc.assert(
    fc.property(lists, (list) => {
      assert.ok(mapOf(list).spacer * 4 < 33_554_428);
    }),
  );
});

test('both ends of the scrollbar are the ends of the list, also when the browser rounds the position', () => {
  fc.assert(
    fc.property(lists, fc.double({ min: 0, max: 0.99, noNaN: true }), (list, rounded) => {
      const map = mapOf(list);
      assert.equal(offsetAt(map, 0), 0);
      assert.equal(offsetAt(map, map.maxScroll - rounded), map.maxOffset);
    }),
  );
});

test('the offset rises with the scrollbar and never leaves the list', () => {
  const position = fc.double({ min: -10, max: 8_000_010, noNaN: true });
  fc.assert(
    fc.property(lists, position, position, (list, a, b) => {
      const map = mapOf(list);
      const [low, high] = [offsetAt(map, Math.min(a, b)), offsetAt(map, Math.max(a, b))];
      assert.ok(low >= 0 && low <= high && high <= map.maxOffset);
    }),
  );
});

test('the scrollbar of an offset leads back to it', () => {
  fc.assert(
    fc.property(lists, fc.double({ min: 0, max: 1, noNaN: true }), (list, part) => {
      const map = mapOf(list);
      const offset = part * map.maxOffset;
      const pixel = map.maxScroll === 0 ? 0 : map.maxOffset / map.maxScroll;
      assert.ok(Math.abs(offsetAt(map, scrollTopAt(map, offset)) - offset) <= pixel + 1e-6);
    }),
  );
});

test('every row can be shown wholly, from wherever the list stands', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50_000_000 }),
      fc.integer({ min: rowHeight, max: 4_000 }),
      part,
      part,
      (rows, viewport, at, from) => {
        const map = scrollMap(rows, rowHeight, viewport);
        const row = Math.min(rows - 1, Math.floor(at * rows));
        const offset = Math.min(map.maxOffset, offsetShowing(row, from * map.maxOffset, viewport, rowHeight));
        assert.ok(offset <= row * rowHeight && offset + viewport >= (row + 1) * rowHeight);
        const shown = rowsAt(offset, viewport, rowHeight, rows);
        assert.ok(shown.from <= row && row < shown.end);
      },
    ),
  );
});

test('the rows of a viewport cover it and are rows of the list', () => {
  fc.assert(
    fc.property(lists, fc.double({ min: 0, max: 1, noNaN: true }), (list, part) => {
      const offset = part * mapOf(list).maxOffset;
      const { from, end } = rowsAt(offset, list.viewport, rowHeight, list.rows);
      assert.ok(from >= 0 && from <= end && end <= list.rows);
      assert.ok(from * rowHeight <= offset || list.rows === 0);
      assert.ok(end * rowHeight >= Math.min(offset + list.viewport, list.rows * rowHeight));
    }),
  );
});

test('a row that is wholly visible stays where it is', () => {
  assert.equal(offsetShowing(10, 200, 100, rowHeight), 200);
  assert.equal(offsetShowing(10, 221, 100, rowHeight), 220);
  assert.equal(offsetShowing(10, 100, 100, rowHeight), 142);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { moveSelection } from '../../../../../src/webview/log/list/moveSelection.ts';

const ground = { selected: 50, first: 10, end: 100, top: 45, bottom: 55 };
const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'];

const cases = [
  ['ArrowDown', ground, 51],
  ['ArrowUp', ground, 49],
  ['PageDown', ground, 60],
  ['PageUp', ground, 40],
  ['Home', ground, 10],
  ['End', ground, 99],
  ['ArrowDown', { ...ground, selected: 99 }, 99],
  ['PageDown', { ...ground, selected: 95 }, 99],
  ['ArrowUp', { ...ground, selected: 10 }, 10],
  ['ArrowDown', { ...ground, selected: undefined }, 45],
  ['ArrowUp', { ...ground, selected: undefined }, 55],
  ['a', ground, undefined],
] as const;

for (const [key, at, expected] of cases) {
  test(`${key} from ${at.selected ?? 'no selection'} goes to ${expected ?? 'nowhere'}`, () => {
    assert.equal(moveSelection(key, at), expected);
  });
}

test('no key leaves the list', () => {
  const numbers = fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(2000), fc.nat(2000), fc.nat(2000));
  fc.assert(
    fc.property(fc.constantFrom(...keys), numbers, (key, [first, rows, selected, top, height]) => {
      const end = first + rows;
      const seq = moveSelection(key, { selected, first, end, top, bottom: top + height });
      assert.ok(rows === 0 ? seq === undefined : seq !== undefined && seq >= first && seq < end);
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { jsonTree } from '../../../../src/webview/text/jsonTree.ts';
import { OpenTree } from '../../../../src/webview/text/openTree.ts';
import { pressInTree } from '../../../../src/webview/text/treeKeys.ts';

const open = (json: string): OpenTree => new OpenTree(jsonTree(json));

test('a small tree is open, a large one as far as it fits', () => {
  assert.equal(open('{"a":{"b":[1,2]}}').rows.length, 5);
  assert.equal(open(`{"a":[${'1,'.repeat(500)}1],"b":2}`).rows.length, 3);
  assert.equal(open(`[${'1,'.repeat(500)}1]`).rows.length, 502);
});

/** `{"d":{"temp":1,"list":[1,2]},"e":{},"f":[3]}`: the numbers of its values. */
const [whole, d, temp, list, first, second, e, f, three] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

const keys: readonly (readonly [from: number, pressed: readonly string[], to: number])[] = [
  [whole, ['ArrowDown'], d],
  [whole, ['ArrowUp'], whole],
  [whole, ['End'], three],
  [three, ['ArrowDown'], three],
  [three, ['Home'], whole],
  [temp, ['ArrowRight'], temp],
  [temp, ['ArrowLeft'], d],
  [d, ['ArrowRight'], temp],
  [d, ['ArrowLeft', 'ArrowDown'], e],
  [d, ['ArrowLeft', 'ArrowRight', 'ArrowRight'], temp],
  [d, ['Enter', 'ArrowDown'], e],
  [d, [' ', ' ', 'ArrowDown'], temp],
  [d, ['ArrowLeft', 'ArrowLeft'], whole],
  [whole, ['ArrowLeft', 'ArrowLeft'], whole],
  [e, ['ArrowRight'], e],
  [second, ['PageUp'], temp],
  [first, ['PageDown'], f],
  [list, ['x'], list],
  [f, ['ArrowLeft', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowLeft', '*', 'End'], three],
];
for (const [from, pressed, to] of keys) {
  test(`${pressed.join(' ')} leads from ${from} to ${to}`, () => {
    const tree = open('{"d":{"temp":1,"list":[1,2]},"e":{},"f":[3]}');
    assert.equal(
      pressed.reduce((at, key) => pressInTree(tree, at, key, 3) ?? at, from),
      to,
    );
  });
}

test('a key that means nothing is left to others', () => {
  assert.equal(pressInTree(open('[1]'), 0, 'Tab', 3), undefined);
  assert.equal(pressInTree(open('[1]'), 0, 'Escape', 3), undefined);
});

test('whatever is pressed, the active value is one of those shown', () => {
  const key = fc.constantFrom('ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageDown', 'PageUp', 'Enter', '*');
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(key, { maxLength: 30 }), (value, pressed) => {
      const tree = open(JSON.stringify(value));
      let active = 0;
      for (const one of pressed) {
        active = pressInTree(tree, active, one, 5) ?? active;
        assert.equal(tree.rows[tree.rowOf(active)], active);
      }
    }),
  );
});

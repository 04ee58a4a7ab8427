import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldKey, type FieldAct, type ListState } from '../../../../../src/webview/log/filterBar/fieldKeys.ts';

const closed: ListState = { items: [], isOpen: false, active: undefined };
const open: ListState = { items: ['kind:', 'client:'], isOpen: true, active: undefined };
const active: ListState = { ...open, active: 0 };
const only: ListState = { items: ['kind:'], isOpen: true, active: undefined };

const keys: readonly (readonly [key: string, list: ListState, act: FieldAct | undefined])[] = [
  ['ArrowUp', closed, 'older'],
  ['ArrowDown', closed, 'newer'],
  ['Enter', closed, 'apply'],
  ['Escape', closed, 'escape'],
  ['Tab', closed, undefined],
  ['ArrowUp', open, 'previous'],
  ['ArrowDown', open, 'next'],
  ['Enter', open, 'apply'],
  ['Escape', open, 'close'],
  ['Tab', open, undefined],
  ['Enter', active, 'take'],
  ['Tab', active, 'take'],
  ['Escape', active, 'close'],
  ['Tab', only, 'take'],
  ['Enter', only, 'apply'],
  ['a', active, undefined],
  ['constructor', closed, undefined],
];
const plain = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };

for (const [key, list, act] of keys)
  test(`${key} with ${list.items.length} completions${list.active === undefined ? '' : ', one of them active'}`, () => {
    assert.equal(fieldKey({ ...plain, key }, list), act);
  });

test('with another key held down they are the field’s own, but for Ctrl+Space', () => {
  for (const held of ['ctrlKey', 'altKey', 'metaKey', 'shiftKey'] as const)
    assert.equal(fieldKey({ ...plain, [held]: true, key: 'Enter' }, active), undefined, held);
  assert.equal(fieldKey({ ...plain, ctrlKey: true, key: ' ' }, closed), 'complete');
  assert.equal(fieldKey({ ...plain, ctrlKey: true, shiftKey: true, key: ' ' }, closed), undefined);
});

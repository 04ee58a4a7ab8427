import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import { ConnectionDragging } from '../../src/workbench/connections/tree/dragging.ts';
import type { ConnectionNode } from '../../src/workbench/connections/tree/connectionNode.ts';
import { anyProfile, ConnectionBench } from './support/connectionBench.ts';

const ids = ['a', 'b', 'c'] as const;
const node = (id: string): ConnectionNode => ({ node: 'connection', id });

describe('dragging connections', () => {
  for (const [dragged, target, order] of [
    ['c', node('a'), 'c a b'],
    ['a', node('c'), 'b a c'],
    ['a', undefined, 'b c a'],
    ['b', node('b'), 'a b c'],
    ['b', { node: 'management', id: 'a' } as ConnectionNode, 'b a c'],
    ['a', node('shared'), 'b c a'],
    ['shared', node('a'), 'a b c'],
  ] as const) {
    it(`${dragged} to ${target === undefined ? 'where none is' : `${target.node} ${target.id}`} gives ${order}`, async (t) => {
      const { profiles } = await ConnectionBench.open(t, ...ids.map((id) => anyProfile({ id })));
      const dragging = new ConnectionDragging(profiles);
      const data = new vscode.DataTransfer();
      dragging.handleDrag([node(dragged)], data);
      await dragging.handleDrop(target, data);
      assert.equal(
        profiles
          .all()
          .map(({ id }) => id)
          .join(' '),
        order,
      );
    });
  }

  it('takes only what was dragged here', async (t) => {
    const { profiles } = await ConnectionBench.open(t, ...ids.map((id) => anyProfile({ id })));
    const dragging = new ConnectionDragging(profiles);
    const data = new vscode.DataTransfer();
    data.set('text/plain', new vscode.DataTransferItem('a'));
    data.set(dragging.dropMimeTypes[0]!, new vscode.DataTransferItem({ id: 'a' }));
    await dragging.handleDrop(undefined, data);
    assert.deepEqual(
      profiles.all().map(({ id }) => id),
      ids,
    );
  });
});

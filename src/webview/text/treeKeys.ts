import { isContainer } from './jsonTree.ts';
import type { OpenTree } from './openTree.ts';

/**
 * Does what a key means in a tree, as ARIA has it, and gives the value that is active then. `undefined` for a key that means nothing.
 * @param page How many rows a page has.
 */
export function pressInTree(tree: OpenTree, active: number, key: string, page: number): number | undefined {
  const row = tree.rowOf(active);
  switch (key) {
    case 'ArrowDown':
      return at(tree, row + 1);
    case 'ArrowUp':
      return at(tree, row - 1);
    case 'PageDown':
      return at(tree, row + page);
    case 'PageUp':
      return at(tree, row - page);
    case 'Home':
      return at(tree, 0);
    case 'End':
      return at(tree, Infinity);
    case 'ArrowRight':
      return inwards(tree, active);
    case 'ArrowLeft':
      return outwards(tree, active);
    case 'Enter':
    case ' ':
      if (holds(tree, active)) tree.set(active, !tree.isOpen(active));
      return active;
    case '*':
      tree.openBeside(active);
      return active;
    default:
      return undefined;
  }
}

function inwards(tree: OpenTree, active: number): number {
  if (!holds(tree, active)) return active;
  if (tree.isOpen(active)) return active + 1;
  tree.set(active, true);
  return active;
}

function outwards(tree: OpenTree, active: number): number {
  if (!holds(tree, active) || !tree.isOpen(active)) return Math.max(0, tree.node(active)?.parent ?? 0);
  tree.set(active, false);
  return active;
}

/** Whether there is anything to open. */
function holds(tree: OpenTree, at: number): boolean {
  const node = tree.node(at);
  return node !== undefined && isContainer(node) && node.size > 0;
}

function at({ rows }: OpenTree, row: number): number {
  return rows[Math.max(0, Math.min(row, rows.length - 1))] ?? 0;
}

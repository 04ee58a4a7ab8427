import { findNodeAtOffset, parseTree, type Node } from 'jsonc-parser';
import type { Fix, Problem, TextRange } from '../../../src/lint/problem.ts';

/**
 * The problems that a fix brought about: of those after it the ones that are not the earlier ones at their new places,
 * and not about the member that was changed either, of which the fix may have uncovered more.
 */
export function broughtBy(fix: Fix, before: readonly Problem[], after: readonly Problem[], fixed: string): readonly Problem[] {
  const known = new Set(before.map(({ rule, range }) => `${rule} ${placeAfter(fix, range.start)}`));
  const changed = changedMember(fix, fixed);
  const isInside = ({ start, end }: TextRange) => changed.start <= start && end <= changed.end;
  return after.filter(({ rule, range }) => !known.has(`${rule} ${range.start}`) && !isInside(range));
}

function placeAfter({ edits }: Fix, offset: number): number {
  const earlier = edits.filter(({ end }) => end <= offset);
  return earlier.reduce((place, { start, end, text }) => place + text.length - (end - start), offset);
}

/** The smallest value around all edits, with its name. */
function changedMember(fix: Fix, fixed: string): TextRange {
  const start = Math.min(...fix.edits.map((edit) => placeAfter(fix, edit.start - 1) + 1));
  const end = Math.max(...fix.edits.map((edit) => placeAfter(fix, edit.end)));
  const root = parseTree(fixed);
  let node: Node | undefined = root === undefined ? undefined : findNodeAtOffset(root, start, true);
  while (node !== undefined && node.offset + node.length < end) node = node.parent;
  const member = node?.parent?.type === 'property' ? node.parent : node;
  return member === undefined ? { start: 0, end: fixed.length } : { start: member.offset, end: member.offset + member.length };
}

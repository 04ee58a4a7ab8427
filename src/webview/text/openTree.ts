import { isContainer, type JsonNode, type JsonTree } from './jsonTree.ts';

/** A tree opens as far as so many rows are shown. */
const rowsAtFirst = 200;

/** A tree with some of its values open: what they hold is shown as rows below them. */
export class OpenTree {
  readonly tree: JsonTree;
  readonly #open: Uint8Array;
  #rows: readonly number[] | undefined;

  constructor(tree: JsonTree) {
    this.tree = tree;
    this.#open = new Uint8Array(tree.nodes.length);
    const depth = depthAtFirst(tree);
    for (const [at, node] of tree.nodes.entries()) if (isContainer(node) && node.depth < depth) this.#open[at] = 1;
  }

  /** The numbers of the values that are shown, in order. */
  get rows(): readonly number[] {
    this.#rows ??= this.#findRows();
    return this.#rows;
  }

  node(at: number): JsonNode | undefined {
    return this.tree.nodes[at];
  }

  isOpen(at: number): boolean {
    return this.#open[at] === 1;
  }

  /** Opens or closes a value that holds others. */
  set(at: number, open: boolean): void {
    this.#open[at] = open ? 1 : 0;
    this.#rows = undefined;
  }

  /** Opens a value and all beside it. */
  openBeside(at: number): void {
    const parent = this.node(at)?.parent ?? -1;
    const first = parent < 0 ? 0 : parent + 1;
    const end = parent < 0 ? 1 : (this.node(parent)?.after ?? first);
    for (let sibling = first; sibling < end; sibling = this.node(sibling)?.after ?? end) {
      const node = this.node(sibling);
      if (node !== undefined && isContainer(node)) this.#open[sibling] = 1;
    }
    this.#rows = undefined;
  }

  /** The row of a value; of one that is not shown, the row of what it is hidden in. */
  rowOf(at: number): number {
    const { rows } = this;
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  #findRows(): number[] {
    const rows: number[] = [];
    const { nodes } = this.tree;
    for (let at = 0; at < nodes.length; at = this.isOpen(at) ? at + 1 : (nodes[at]?.after ?? nodes.length)) rows.push(at);
    return rows;
  }
}

/** Values less deep than this are open at first: as many levels as fit, and at least one. */
function depthAtFirst({ nodes }: JsonTree): number {
  const counts: number[] = [];
  for (const { depth } of nodes) counts[depth] = (counts[depth] ?? 0) + 1;
  let rows = 0;
  const depth = counts.findIndex((count) => (rows += count) > rowsAtFirst);
  return depth < 0 ? counts.length : Math.max(1, depth - 1);
}

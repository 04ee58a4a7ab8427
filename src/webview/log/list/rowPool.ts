import type { RowRange } from './scrollMap.ts';

/** Something with an element that stands for one row at a time. */
export interface PooledRow {
  readonly element: HTMLElement;
}

/**
 * The few row elements that stand for all rows. Elements keep the order of their rows in the document, and an element
 * whose row stays on screen keeps it.
 */
export class RowPool<R extends PooledRow> {
  readonly #layer: HTMLElement;
  readonly #create: () => R;
  #rows: R[] = [];
  #from = 0;

  constructor(layer: HTMLElement, create: () => R) {
    this.#layer = layer;
    this.#create = create;
  }

  /** Has `draw` called for every row of a range with the element that stands for it, and hides the elements that are left over. */
  place({ from, end }: RowRange, draw: (row: R, index: number) => void): void {
    while (this.#rows.length < end - from) this.#add();
    this.#turn(from - this.#from);
    this.#from = from;
    for (const [at, row] of this.#rows.entries()) {
      const used = from + at < end;
      if (row.element.hidden === used) row.element.hidden = !used;
      if (used) draw(row, from + at);
    }
  }

  /** Forgets all elements, where other ones shall stand for the rows from now on. */
  clear(): void {
    for (const row of this.#rows) row.element.remove();
    this.#rows = [];
  }

  #add(): void {
    const row = this.#create();
    row.element.hidden = true;
    this.#rows.push(row);
    this.#layer.append(row.element);
  }

  /** Moves elements from the end that the rows left to the end that they enter. */
  #turn(by: number): void {
    const most = this.#rows.length;
    if (by === 0 || Math.abs(by) >= most) return;
    const moved = by > 0 ? this.#rows.splice(0, by) : this.#rows.splice(by);
    const elements = moved.map((row) => row.element);
    if (by > 0) {
      this.#rows.push(...moved);
      this.#layer.append(...elements);
    } else {
      this.#rows.unshift(...moved);
      this.#layer.prepend(...elements);
    }
  }
}

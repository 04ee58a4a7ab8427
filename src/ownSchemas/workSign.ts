/** Cells of the shared memory: how often work began or ended, so that an odd number means "at work"; and at what. */
const stepCell = 0;
const itemCell = 1;

/**
 * Shows, in memory that threads share, which item of what it was asked a thread is at work for. Whoever waits for the
 * thread sees it also when the thread cannot answer any more.
 */
export class WorkSign {
  readonly memory: SharedArrayBuffer;
  readonly #cells: Int32Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#cells = new Int32Array(memory);
  }

  /** Does work that counts as the item's. */
  during<T>(item: number, work: () => T): T {
    Atomics.store(this.#cells, itemCell, item);
    Atomics.add(this.#cells, stepCell, 1);
    try {
      return work();
    } finally {
      Atomics.add(this.#cells, stepCell, 1);
    }
  }

  /** Changes whenever work begins or ends. */
  get step(): number {
    return Atomics.load(this.#cells, stepCell);
  }

  /** The item that is at work now, if one is. */
  get item(): number | undefined {
    return this.step % 2 === 0 ? undefined : Atomics.load(this.#cells, itemCell);
  }
}

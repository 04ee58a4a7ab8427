/** A place as editors and reports count it: from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Tells the line and column of offsets in one text. A line ends with CR, LF or both together. */
export class LineIndex {
  readonly #length: number;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#length = text.length;
    this.#starts = startsOf(text);
  }

  /** The position of an offset; beyond the text that of its end. */
  at(offset: number): Position {
    const within = Math.min(Math.max(offset, 0), this.#length);
    const line = this.#lineOf(within);
    return { line: line + 1, column: within - (this.#starts[line] ?? 0) + 1 };
  }

  /** The last line that begins at or before the offset, found by halving. */
  #lineOf(offset: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length);
  return starts;
}

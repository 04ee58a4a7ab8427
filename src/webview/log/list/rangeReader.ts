import type { LogRow, RowNumbers } from '../../../rpc/log/traffic.ts';

/** What is told of a range of rows. */
export interface RangeFacts {
  /** So many rows of the view. */
  readonly rows: number;
  /** From the first to the last of them, in milliseconds. */
  readonly ms: number;
}

/** A range of rows as text, one row a line. */
export interface RangeText {
  readonly text: string;
  readonly rows: number;
  /** How many rows more there are than the text has. */
  readonly left: number;
}

/** What a {@link RangeReader} reads. */
export interface RangeReaderHooks {
  /** The place of a row in the view, or of the next one behind it that the view shows. */
  placeOf(seq: number): Promise<number>;
  ask(from: number, count: number): Promise<{ readonly rows: readonly LogRow[] }>;
}

/** Longer texts help nobody: what is larger is exported into a file. */
const mostRows = 1_000;

/** Reads the rows of a view that a range covers; most of them are not on screen. */
export class RangeReader {
  readonly #hooks: RangeReaderHooks;

  constructor(hooks: RangeReaderHooks) {
    this.#hooks = hooks;
  }

  async facts(range: RowNumbers): Promise<RangeFacts> {
    const { from, end } = await this.#places(range);
    if (end <= from) return { rows: 0, ms: 0 };
    const [first, last] = await Promise.all([this.#hooks.ask(from, 1), this.#hooks.ask(end - 1, 1)]);
    return { rows: end - from, ms: (last.rows[0]?.time ?? 0) - (first.rows[0]?.time ?? 0) };
  }

  /** The first thousand rows as text; `line` gives that of one, and is given the row before it, too. */
  async text(range: RowNumbers, line: (row: LogRow, before: LogRow | undefined) => string): Promise<RangeText> {
    const { from, end } = await this.#places(range);
    if (end <= from) return { text: '', rows: 0, left: 0 };
    const { rows } = await this.#hooks.ask(from, Math.min(end - from, mostRows));
    return { text: rows.map((row, at) => line(row, rows[at - 1])).join('\n'), rows: rows.length, left: end - from - rows.length };
  }

  async #places({ first, end }: RowNumbers): Promise<{ readonly from: number; readonly end: number }> {
    const [from, behind] = await Promise.all([this.#hooks.placeOf(first), this.#hooks.placeOf(end)]);
    return { from, end: behind };
  }
}

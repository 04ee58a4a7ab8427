import type { LogExtent, LogRow, RowNumbers } from '../../../rpc/log/traffic.ts';

/**
 * The row that is selected, or the last one of a range of rows that are. Its sequence number stays the same whatever is filtered; its
 * place is that in the view, or where it would be. A row that was reached by a key before it was here has a place first, and gets its
 * number when it comes. A range lasts from the row at which it was begun to the selected one, both included.
 */
export class Selection {
  #seq: number | undefined;
  #place: number | undefined;
  /** The number of the row at which a range was begun. */
  #begin: number | undefined;
  /** The place of that row, while its number is on its way. */
  #beginPlace: number | undefined;

  constructor(seq: number | undefined, begin?: number) {
    this.#seq = seq;
    this.#begin = begin;
  }

  get seq(): number | undefined {
    return this.#seq;
  }

  get place(): number | undefined {
    return this.#place;
  }

  /** Whether the row has to come before it has a number. */
  get isComing(): boolean {
    return this.#seq === undefined && this.#place !== undefined;
  }

  /** The number of the row at which a range was begun; `undefined` while one row is selected. */
  get begin(): number | undefined {
    return this.#begin;
  }

  /** The place of the row at which a range was begun, while its number is on its way. */
  get beginComing(): number | undefined {
    return this.#beginPlace;
  }

  /** The numbers of the rows of a range; `undefined` while one row is selected, or an end of it is on its way. */
  get range(): RowNumbers | undefined {
    const [begin, seq] = [this.#begin, this.#seq];
    if (begin === undefined || seq === undefined || begin === seq) return undefined;
    return { first: Math.min(begin, seq), end: Math.max(begin, seq) + 1 };
  }

  /** Selects one row. */
  choose(place: number, seq: number | undefined): void {
    this.#begin = undefined;
    this.#beginPlace = undefined;
    this.#place = place;
    this.#seq = seq;
  }

  /** Selects the rows from the one that is selected, or at which a range was begun, to another one. */
  extend(place: number, seq: number | undefined): void {
    const begin = this.#beginPlace === undefined ? (this.#begin ?? this.#seq) : undefined;
    const beginPlace = begin === undefined ? (this.#beginPlace ?? this.#place) : undefined;
    this.choose(place, seq);
    this.#begin = begin;
    this.#beginPlace = beginPlace;
  }

  /** Selects the rows from the one with this number to the one that is selected. */
  beginAt(seq: number): void {
    this.#begin = seq;
    this.#beginPlace = undefined;
  }

  /** Selects only the last row of a range. Whether there was one. */
  narrow(): boolean {
    const wasRange = this.range !== undefined;
    this.#begin = undefined;
    this.#beginPlace = undefined;
    return wasRange;
  }

  /** Whether this row belongs to the range. */
  covers({ seq }: Pick<LogRow, 'seq'>): boolean {
    const { range } = this;
    return range !== undefined && seq >= range.first && seq < range.end;
  }

  /** Rows that left the log are selected no more. A range keeps the rows that are left; where its last one is gone, the oldest is the last. */
  keepWithin({ first, end }: LogExtent, isFiltered: boolean): void {
    if (this.#seq === undefined) return;
    const { first: oldest, end: behind } = this.range ?? { first: this.#seq, end: this.#seq + 1 };
    if (behind <= first || oldest >= end) return this.clear();
    if (this.#begin !== undefined) this.#begin = Math.max(first, this.#begin);
    if (this.#seq >= first) return;
    this.#seq = first;
    this.#place = isFiltered ? undefined : first;
  }

  /** The row that is selected would stand here. */
  locate(seq: number, place: number | undefined): void {
    if (seq === this.#seq) this.#place = place;
  }

  /** Whether this row, which stands at this place, is the one. Learns its place or number, where that was not known. */
  is(place: number, row: Pick<LogRow, 'seq'>): boolean {
    if (this.isComing && place === this.#place) this.#seq = row.seq;
    if (row.seq !== this.#seq) return false;
    this.#place = place;
    return true;
  }

  /** Another view: a row on its way is forgotten, and the place of a row that is here is another one. */
  lose(isFiltered: boolean): void {
    this.#place = isFiltered ? undefined : this.#seq;
    this.#beginPlace = undefined;
  }

  clear(): void {
    this.#seq = undefined;
    this.#place = undefined;
    this.#begin = undefined;
    this.#beginPlace = undefined;
  }
}

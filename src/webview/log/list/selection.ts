import type { LogRow } from '../../../rpc/log/traffic.ts';

/**
 * The one row that is selected. Its sequence number stays the same whatever is filtered; its place is that in the view, or where it
 * would be. A row that was reached by a key before it was here has a place first, and gets its number when it comes.
 */
export class Selection {
  #seq: number | undefined;
  #place: number | undefined;

  constructor(seq: number | undefined) {
    this.#seq = seq;
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

  choose(place: number, seq: number | undefined): void {
    this.#place = place;
    this.#seq = seq;
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
  }

  clear(): void {
    this.#seq = undefined;
    this.#place = undefined;
  }
}

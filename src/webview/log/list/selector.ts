import type { LogExtent, LogRow } from '../../../rpc/log/traffic.ts';
import { moveSelection } from './moveSelection.ts';
import { columnAt, placeAt, rowId } from './rowView.ts';
import type { RowRange } from './scrollMap.ts';
import { openMenuAt } from './rowMenu.ts';
import type { Selection } from './selection.ts';
import type { ShownView } from './shownView.ts';

/** Among so many of the newest rows a marker is looked for that was just added. */
const markerSearchRows = 200;

/** What a {@link Selector} needs. */
export interface SelectorHooks {
  /** The rows on screen. */
  visible(): RowRange;
  /** The row at a place was chosen: have it in sight. */
  chosen(place: number): void;
  /** The reader selected a row; `open` when its detail was asked for expressly. */
  selected(open: boolean): void;
  /** The reader wants to see only rows that have in a column what the selected one has there. */
  filterByCell(column: string): void;
  placeOf(seq: number): Promise<number>;
  ask(from: number, count: number): Promise<{ readonly rows: readonly LogRow[] }>;
  failed(error: unknown): void;
}

/** Selects rows, as keys, the mouse and links say. */
export class Selector {
  readonly #view: ShownView;
  readonly #selection: Selection;
  readonly #hooks: SelectorHooks;

  constructor(view: ShownView, selection: Selection, hooks: SelectorHooks) {
    this.#view = view;
    this.#selection = selection;
    this.#hooks = hooks;
  }

  /** Selects a row of the log by its number, and has it in sight: see `TrafficList.select`. */
  async select(seq: number, log: LogExtent): Promise<'shown' | 'hidden' | 'gone'> {
    if (seq < log.first || seq >= log.end) return 'gone';
    const { isFiltered } = this.#view;
    const place = isFiltered ? await this.#hooks.placeOf(seq) : seq;
    if (isFiltered) {
      const row = this.#view.at(place) ?? (await this.#hooks.ask(place, 1)).rows[0];
      if (row?.seq !== seq) return 'hidden';
    }
    if (place >= this.#view.newest.end) this.#view.setPaused(false);
    this.#choose(place, seq);
    return 'shown';
  }

  /** Whether this key moves the selection, or with `extend` the end of a range. Escape leaves one row of a range. */
  move(key: string, extend: boolean): boolean {
    if (key === 'Escape') return this.#narrow();
    const { from, end } = this.#hooks.visible();
    const { first } = this.#view.extent;
    const place = moveSelection(key, {
      selected: this.#selection.place,
      first,
      end: key === 'End' ? this.#view.newest.end : this.#view.extent.end,
      top: first + from,
      bottom: first + Math.max(from, end - 1),
    });
    if (place === undefined) return false;
    if (extend) this.#extend(place);
    else this.#choose(place);
    if (!this.#selection.isComing) this.#hooks.selected(false);
    return true;
  }

  /** Selects all rows of the view, without moving it. */
  async selectAll(log: LogExtent): Promise<void> {
    const { first, end } = this.#view.extent;
    if (first >= end) return;
    const last = this.#view.isFiltered ? (this.#view.at(end - 1) ?? (await this.#hooks.ask(end - 1, 1)).rows[0])?.seq : end - 1;
    if (last === undefined) return;
    this.#selection.choose(end - 1, last);
    // Rows before the view's first one that the filter hides belong to no range of the view.
    this.#selection.beginAt(log.first);
    this.#hooks.selected(false);
  }

  /** Selects the latest marker among the newest rows, if it came at this sequence number or later. Not while the list is paused. */
  async selectMarker(since: number, log: LogExtent): Promise<void> {
    const { first, end } = this.#view.newest;
    if (this.#view.progress.isPaused) return;
    const { rows } = await this.#hooks.ask(Math.max(first, end - markerSearchRows), markerSearchRows);
    const marker = rows.findLast((row) => row.marker !== undefined && row.seq >= since);
    if (marker !== undefined) await this.select(marker.seq, log);
  }

  /** The mouse was pressed. Whether that was on a row. */
  press({ target, button, altKey, shiftKey }: MouseEvent): boolean {
    const place = placeAt(target);
    if (place === undefined || button !== 0) return false;
    if (shiftKey) this.#extend(place);
    else this.#choose(place);
    const column = columnAt(target);
    if (shiftKey) this.#hooks.selected(false);
    else if (altKey && column !== undefined) this.#hooks.filterByCell(column);
    else this.#hooks.selected(true);
    return true;
  }

  /** VS Code's own menu is about the row that its event comes from, or the range around it; the event of a key comes from the list instead. */
  contextMenu(event: MouseEvent): void {
    const place = placeAt(event.target);
    if (place === undefined) {
      event.preventDefault();
      event.stopPropagation();
      this.openMenu();
    } else if (place !== this.#selection.place && !this.#isInRange(place)) {
      this.#choose(place);
      if (!this.#selection.isComing) this.#hooks.selected(false);
    }
  }

  /** Opens the menu of the selected row, where that is on screen. */
  openMenu(): void {
    const { place } = this.#selection;
    const row = place === undefined ? null : document.getElementById(rowId(place));
    if (row !== null && !row.hidden) openMenuAt(row);
  }

  #choose(place: number, seq = this.#seqAt(place)): void {
    this.#selection.choose(place, seq);
    this.#hooks.chosen(place);
  }

  #extend(place: number): void {
    this.#selection.extend(place, this.#seqAt(place));
    this.#hooks.chosen(place);
    const from = this.#selection.beginComing;
    if (from !== undefined) void this.#begin(from).catch((error: unknown) => this.#hooks.failed(error));
  }

  /** A range was begun at a row that is not here, and may never be on screen. */
  async #begin(from: number): Promise<void> {
    const row = this.#view.at(from) ?? (await this.#hooks.ask(from, 1)).rows[0];
    if (row === undefined || this.#selection.beginComing !== from) return;
    this.#selection.beginAt(row.seq);
    this.#hooks.selected(false);
  }

  #narrow(): boolean {
    if (!this.#selection.narrow()) return false;
    this.#hooks.selected(false);
    return true;
  }

  #isInRange(place: number): boolean {
    const row = this.#view.at(place);
    return row !== undefined && this.#selection.covers(row);
  }

  /** The number of the row at a place; unknown while a row of a filtered view is on its way. */
  #seqAt(place: number): number | undefined {
    return this.#view.isFiltered ? this.#view.at(place)?.seq : place;
  }
}

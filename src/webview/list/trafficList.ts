import type { LogExtent, LogRow } from '../../rpc/traffic.ts';
import { RowCache, type RowCacheHooks } from '../rowCache.ts';
import { createGrid, headerRows } from './grid.ts';
import { moveSelection } from './moveSelection.ts';
import { rowId, RowView, seqAt } from './rowView.ts';
import type { RowRange } from './scrollMap.ts';
import { VirtualList } from './virtualList.ts';

/** The height of a row in CSS pixels, as in VS Code's own lists and in the style sheet. */
const rowHeight = 22;

/** What a {@link TrafficList} needs. */
export interface TrafficListHooks extends Omit<RowCacheHooks, 'answered'> {
  /** The reader selected a row; `open` when its detail was asked for expressly. */
  selected(open: boolean): void;
  /** The reader asks for a copy of the selected row's payload. */
  copy(seq: number): void;
  /** Whether the row is a request that waits for the reader's answer. */
  waits(row: LogRow): boolean;
  /** What the list shows, follows or counts as new may have changed. */
  changed(): void;
}

/** Where a list stood, to go on from there. */
export interface ListPosition {
  readonly follow: boolean;
  /** The number after the last row that had come when the list ceased to follow. */
  readonly seenEnd: number;
  /** The first row on screen, with the part of it that is above. */
  readonly top: number;
  readonly selected: number | undefined;
}

/** The rows of the log as a grid, newest last: shows, follows, selects. Rows are named by their sequence numbers. */
export class TrafficList {
  readonly element: HTMLElement;
  readonly #hooks: TrafficListHooks;
  readonly #list: VirtualList<RowView>;
  readonly #cache: RowCache;
  /** What there is of the log, what of it the list shows, and what it will show as soon as the newest rows of it are here. */
  #newest: LogExtent = { first: 0, end: 0 };
  #extent: LogExtent = this.#newest;
  #coming: LogExtent | undefined;
  #follow: boolean;
  #seenEnd: number;
  #selected: number | undefined;
  /** The row to begin at, until there are rows. */
  #begin: number | undefined;
  #drawn: RowRange = { from: 0, end: 0 };

  constructor(hooks: TrafficListHooks, position: ListPosition) {
    this.#hooks = hooks;
    this.#follow = position.follow;
    this.#seenEnd = position.seenEnd;
    this.#selected = position.selected;
    this.#begin = position.top;
    this.#cache = new RowCache({ ...hooks, answered: () => this.#answered() });
    this.#list = new VirtualList({
      rowHeight,
      create: () => new RowView(),
      draw: (row, index) => this.#draw(row, index),
      drawn: (rows) => this.#afterDraw(rows),
      scrolled: () => this.#setFollow(this.#list.atEnd),
      resized: () => this.#resized(),
    });
    this.element = createGrid(this.#list.element);
  }

  /** Begins to listen. Called once, when the element is in the document. */
  start(): void {
    this.#list.start();
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.#list.layer.addEventListener('mousedown', (event) => this.#press(event));
  }

  get position(): ListPosition {
    const top = this.#begin ?? this.#extent.first + this.#list.top;
    return { follow: this.#follow, seenEnd: this.#seenEnd, top, selected: this.#selected };
  }

  get follows(): boolean {
    return this.#follow;
  }

  get selected(): number | undefined {
    return this.#selected;
  }

  /** How many rows came since the list ceased to follow. */
  get newRows(): number {
    return this.#follow ? 0 : this.#newest.end - Math.max(this.#seenEnd, this.#newest.first);
  }

  /** The log is this long now. */
  grow(extent: LogExtent): void {
    if (extent.end < this.#newest.end) this.#coming = undefined;
    this.#newest = extent;
    this.#cache.grow(extent);
    this.#seenEnd = Math.min(this.#seenEnd, extent.end);
    if (this.#selected !== undefined && (this.#selected < extent.first || this.#selected >= extent.end)) this.#selected = undefined;
    const empty = extent.first >= extent.end;
    if (empty) this.#follow = true;
    if (this.#follow && !empty) this.#bringNewest();
    else this.#advance(extent);
  }

  /** Follows the newest row from now on, or ceases to. */
  follow(on: boolean): void {
    this.#setFollow(on);
    if (on) this.#list.toEnd();
  }

  /** Selects a row and scrolls to it; false where it is not in the log. A list goes on following when its newest row is selected. */
  select(seq: number): boolean {
    if (seq < this.#newest.first || seq >= this.#newest.end) return false;
    this.#selected = seq;
    this.#setFollow(seq === this.#newest.end - 1);
    this.#list.reveal(seq - this.#extent.first);
    return true;
  }

  /** Asks again for what is on screen. */
  retry(): void {
    this.#cache.grow(this.#newest);
    if (this.#coming === undefined) this.#showRows();
    else this.#bringNewest();
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  #setFollow(on: boolean): void {
    if (on === this.#follow) return;
    this.#follow = on;
    this.#seenEnd = this.#newest.end;
    if (!on) this.#advance(this.#newest);
    this.#hooks.changed();
  }

  /** Has the newest rows brought before the list moves on to them, so that a list that follows never shows empty ones. */
  #bringNewest(): void {
    this.#coming ??= this.#newest;
    const { first, end } = this.#coming;
    const tail = { first: first + this.#list.tail(end - first).from, end };
    this.#cache.show(tail);
    if (!this.#cache.covers(tail)) return;
    this.#advance(this.#coming);
    if (this.#extent !== this.#newest) this.#bringNewest();
  }

  #answered(): void {
    if (this.#coming !== undefined) this.#bringNewest();
    this.#list.redraw();
  }

  /** Shows this much of the log. */
  #advance(extent: LogExtent): void {
    const { first, end } = extent;
    const removed = first - this.#extent.first;
    this.#extent = extent;
    this.#coming = undefined;
    this.element.ariaRowCount = String(end - first + headerRows);
    this.#list.setCount(end - first, removed);
    if (this.#follow) this.#list.toEnd();
    else if (this.#begin !== undefined) this.#beginAt(this.#begin - first);
    if (first < end) this.#begin = undefined;
    this.#hooks.changed();
  }

  #beginAt(top: number): void {
    // Where the list can stand depends on its height, and what is above it may have just come.
    this.#list.measure();
    this.#list.toTop(top);
  }

  #draw(view: RowView, index: number): void {
    const seq = this.#extent.first + index;
    const row = this.#cache.at(seq);
    const waits = row !== undefined && this.#hooks.waits(row);
    view.show({ seq, row, gridRow: index + 1 + headerRows, selected: seq === this.#selected, waits });
  }

  #afterDraw(rows: RowRange): void {
    this.#drawn = rows;
    const selected = this.#selectedOnScreen();
    if (selected === undefined) this.element.removeAttribute('aria-activedescendant');
    else this.element.setAttribute('aria-activedescendant', rowId(selected));
    if (this.#newest === this.#extent) this.#showRows();
    this.#hooks.changed();
  }

  #showRows(): void {
    const { from, end } = this.#list.visible;
    this.#cache.show({ first: this.#extent.first + from, end: this.#extent.first + end });
  }

  /** The selected row, if it was on screen when rows were drawn last. */
  #selectedOnScreen(): number | undefined {
    if (this.#selected === undefined) return undefined;
    const index = this.#selected - this.#extent.first;
    return index >= this.#drawn.from && index < this.#drawn.end ? this.#selected : undefined;
  }

  /** The end of a list that follows, or the row that is being read, stays in sight when the viewport shrinks. */
  #resized(): void {
    const selected = this.#selectedOnScreen();
    if (this.#follow) this.#list.toEnd();
    else if (selected !== undefined) this.#list.reveal(selected - this.#extent.first);
  }

  #press(event: MouseEvent): void {
    const seq = seqAt(event.target);
    if (seq === undefined || event.button !== 0) return;
    event.preventDefault();
    this.focus();
    this.select(seq);
    this.#hooks.selected(true);
  }

  #key(event: KeyboardEvent): void {
    if (event.altKey || event.shiftKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c') this.#copyKey(event);
    else if (event.key === 'Enter' && this.#selected !== undefined) this.#hooks.selected(true);
    else this.#moveKey(event);
  }

  #copyKey(event: KeyboardEvent): void {
    if (this.#selected === undefined) return;
    event.preventDefault();
    this.#hooks.copy(this.#selected);
  }

  #moveKey(event: KeyboardEvent): void {
    const { from, end } = this.#list.visible;
    const { first } = this.#extent;
    const seq = moveSelection(event.key, {
      selected: this.#selected,
      first,
      end: event.key === 'End' ? this.#newest.end : this.#extent.end,
      top: first + from,
      bottom: first + Math.max(from, end - 1),
    });
    if (seq === undefined) return;
    event.preventDefault();
    this.select(seq);
    this.#hooks.selected(false);
  }
}

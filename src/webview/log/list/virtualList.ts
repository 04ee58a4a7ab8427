import { element } from '../../element.ts';
import { RowPool, type PooledRow } from './rowPool.ts';

import { offsetAt, offsetShowing, rowsAt, scrollMap, scrollTopAt, type RowRange, type ScrollMap } from './scrollMap.ts';

/** What a {@link VirtualList} needs. */
export interface VirtualListHooks<R extends PooledRow> {
  /** The height of every row, in CSS pixels. */
  readonly rowHeight: number;
  create(): R;
  /** Brings an element up to date with the row that it stands for. */
  draw(row: R, index: number): void;
  /** The rows on screen are drawn. */
  drawn(rows: RowRange): void;
  /** The reader scrolled; not called when the program did. */
  scrolled(): void;
  /** The height of the viewport changed. */
  resized(): void;
}

/**
 * A list of any number of rows of equal height, of which only those on screen have elements. Its offset is a number of
 * its own: browsers cap the height of an element, so the native scrollbar only shows it and is read when it is dragged.
 */
export class VirtualList<R extends PooledRow> {
  readonly element = element('div', 'scroller', 'rowgroup');
  readonly layer = element('div', 'rows', 'presentation');
  readonly #spacer = element('div', 'spacer', 'presentation');
  readonly #hooks: VirtualListHooks<R>;
  readonly #pool: RowPool<R>;
  #count = 0;
  #offset = 0;
  #height = 0;
  #map: ScrollMap = scrollMap(0, 1, 0);
  /** Where the scrollbar was put last; a scroll event that finds it there is an echo of that. */
  #scrollTop = 0;
  #frame = 0;

  constructor(hooks: VirtualListHooks<R>) {
    this.#hooks = hooks;
    this.#pool = new RowPool(this.layer, () => hooks.create());
    this.element.tabIndex = -1;
    this.element.append(this.#spacer);
    this.#spacer.append(this.layer);
  }

  /** Begins to listen. Called once, when the element is in the document. */
  start(): void {
    this.measure();
    this.element.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    this.element.addEventListener('scroll', () => this.#scroll(), { passive: true });
    new ResizeObserver(() => this.measure()).observe(this.element);
  }

  /** Takes the viewport's height as it is now; a change is otherwise noticed with the next frame. */
  measure(): void {
    if (this.element.clientHeight === this.#height) return;
    this.#height = this.element.clientHeight;
    this.#layOut(this.#offset);
    this.#hooks.resized();
  }

  /** The rows on screen, wholly or in part. */
  get visible(): RowRange {
    return rowsAt(this.#offset, this.#height, this.#hooks.rowHeight, this.#count);
  }

  /** The rows that the end of a list of `count` rows would show on this screen. */
  tail(count: number): RowRange {
    return { from: Math.max(0, count - Math.ceil(this.#height / this.#hooks.rowHeight) - 1), end: count };
  }

  get atEnd(): boolean {
    return this.#offset >= this.#map.maxOffset - 1;
  }

  /** There are `count` rows now. The `removed` first ones of before are gone; the others stay where they are on screen. */
  setCount(count: number, removed: number): void {
    this.#count = count;
    this.#layOut(this.#offset - removed * this.#hooks.rowHeight);
  }

  toEnd(): void {
    this.#moveTo(this.#map.maxOffset);
  }

  /** Where the list stands, in rows: 2.5 is the middle of the third one. */
  get top(): number {
    return this.#offset / this.#hooks.rowHeight;
  }

  /** Makes the list stand where {@link top} was. */
  toTop(top: number): void {
    this.#moveTo(top * this.#hooks.rowHeight);
  }

  /** Scrolls as little as it takes to show a row wholly. */
  reveal(index: number): void {
    this.#moveTo(offsetShowing(index, this.#offset, this.#height, this.#hooks.rowHeight));
  }

  /** Draws every row anew, with elements that are made anew. */
  remake(): void {
    this.#pool.clear();
    this.redraw();
  }

  /** Draws again with the next frame. */
  redraw(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #wheel(event: WheelEvent): void {
    // With Ctrl the wheel zooms, and sideways it is not ours.
    if (event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : this.#hooks.rowHeight;
    this.#moveTo(this.#offset + event.deltaY * unit);
    this.#hooks.scrolled();
  }

  #scroll(): void {
    if (Math.abs(this.element.scrollTop - this.#scrollTop) < 1) return;
    this.#scrollTop = this.element.scrollTop;
    this.#offset = offsetAt(this.#map, this.#scrollTop);
    this.redraw();
    this.#hooks.scrolled();
  }

  #layOut(offset: number): void {
    this.#map = scrollMap(this.#count, this.#hooks.rowHeight, this.#height);
    this.#spacer.style.height = `${this.#map.spacer}px`;
    this.layer.style.height = `${Math.min(this.#map.spacer, this.#height)}px`;
    this.#moveTo(offset);
  }

  #moveTo(offset: number): void {
    this.#offset = Math.min(this.#map.maxOffset, Math.max(0, offset));
    this.element.scrollTop = scrollTopAt(this.#map, this.#offset);
    this.#scrollTop = this.element.scrollTop;
    this.redraw();
  }

  #draw(): void {
    this.#frame = 0;
    const rows = this.visible;
    this.#pool.place(rows, (row, index) => {
      row.element.style.transform = `translateY(${Math.round(index * this.#hooks.rowHeight - this.#offset)}px)`;
      this.#hooks.draw(row, index);
    });
    this.#hooks.drawn(rows);
  }
}

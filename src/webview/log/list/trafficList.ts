import type { ViewExtent } from '../../../rpc/log/logCalls.ts';
import type { LogExtent, LogRow, RowNumbers } from '../../../rpc/log/traffic.ts';
import type { RowCacheHooks } from '../rowCache.ts';
import { ColumnHead, type HeadChoice } from './columnHead.ts';
import { createGrid, headerRows } from './grid.ts';
import { ListKeys, type ListActs } from './listKeys.ts';
import type { ListPosition } from './listPosition.ts';
import { RangeReader } from './rangeReader.ts';
import { RowTimes } from './rowTimes.ts';
import { rowId, RowView } from './rowView.ts';
import { ScrollAnchor } from './scrollAnchor.ts';
import type { RowRange } from './scrollMap.ts';
import { Selection } from './selection.ts';
import { Selector, type SelectorHooks } from './selector.ts';
import { ShownView } from './shownView.ts';
import { VirtualList } from './virtualList.ts';

/** The height of a row in CSS pixels, as in VS Code's own lists and in the style sheet. */
const rowHeight = 22;

/** What a {@link TrafficList} needs. */
export interface TrafficListHooks extends Omit<RowCacheHooks, 'answered'>, Pick<SelectorHooks, 'selected' | 'filterByCell'> {
  /** The place of a row in a view that is filtered, or of the next one behind it that passes. */
  placeOf(seq: number): Promise<number>;
  /** Whether the row is a request that waits for the reader's answer. */
  waits(row: LogRow): boolean;
  /** What VS Code's own context menu is told about a row, which may be on its way still. */
  context(seq: number, row: LogRow | undefined): string;
  /** What the list shows, follows or counts as new may have changed. */
  changed(): void;
  readonly acts: ListActs;
}

/**
 * The rows of a view of the log as a grid, newest last: shows, follows, pauses, selects. Rows stand at places; what is selected is
 * named by its sequence number, which stays the same whatever is filtered.
 */
export class TrafficList {
  readonly element: HTMLElement;
  readonly columns: ColumnHead;
  readonly reader: RangeReader;
  readonly #hooks: TrafficListHooks;
  readonly #list: VirtualList<RowView>;
  readonly #view: ShownView;
  readonly #keys: ListKeys;
  readonly #selection: Selection;
  readonly #selector: Selector;
  readonly #times: RowTimes;
  readonly #anchor: ScrollAnchor;
  /** The whole log. */
  #log: LogExtent = { first: 0, end: 0 };
  #drawn: RowRange = { from: 0, end: 0 };

  constructor(hooks: TrafficListHooks, position: ListPosition, choice: HeadChoice) {
    this.#hooks = hooks;
    this.#selection = new Selection(position.selected, position.rangeBegin);
    this.reader = new RangeReader(hooks);
    this.#list = new VirtualList({
      rowHeight,
      create: () => new RowView(this.columns.shown),
      draw: (row, index) => this.#draw(row, index),
      drawn: (rows) => this.#afterDraw(rows),
      scrolled: () => this.#scrolled(),
      resized: () => this.#resized(),
    });
    this.#view = new ShownView(
      {
        ask: (from, count) => hooks.ask(from, count),
        failed: (error) => hooks.failed(error),
        answered: () => this.#answered(),
        tail: (count) => this.#list.tail(count),
        advanced: (extent, removed) => this.#advanced(extent, removed),
      },
      position,
    );
    this.#anchor = new ScrollAnchor({ view: this.#view, list: this.#list, placeOf: (seq) => this.#placeOf(seq) }, position.top);
    this.#selector = new Selector(this.#view, this.#selection, {
      ...hooks,
      visible: () => this.#list.visible,
      chosen: (place) => this.#chosen(place),
      selected: (open) => {
        this.#list.redraw();
        hooks.selected(open);
      },
    });
    this.#times = new RowTimes({
      chosen: position.countFrom,
      first: async () => (await hooks.ask(this.#view.extent.first, 1)).rows[0],
      changed: () => this.#list.redraw(),
    });
    this.columns = new ColumnHead(choice, {
      remade: () => this.#list.remake(),
      retimed: () => this.#list.redraw(),
      chosen: () => hooks.changed(),
    });
    this.element = createGrid(this.columns.header.element, this.#list.element);
    this.#keys = new ListKeys(this.element, hooks.acts);
  }

  /** Begins to listen. Called once, when the element is in the document. */
  start(): void {
    this.columns.start(this.element);
    this.#list.start();
    this.#keys.start({
      move: (key, extend) => this.#selector.move(key, extend),
      menu: () => this.#selector.openMenu(),
      selectAll: () => void this.#selector.selectAll(this.#log).catch((error: unknown) => this.#hooks.failed(error)),
    });
    this.#list.layer.addEventListener('mousedown', (event) => {
      if (!this.#selector.press(event)) return;
      event.preventDefault();
      this.focus();
    });
    this.element.addEventListener('contextmenu', (event) => this.#selector.contextMenu(event));
  }

  get position(): ListPosition {
    const { follows: follow, seenEnd } = this.#view.progress;
    const { seq: selected, begin: rangeBegin } = this.#selection;
    return { follow, seenEnd, top: this.#anchor.topSeq(this.#log), selected, rangeBegin, countFrom: this.#times.chosen };
  }

  /** Whether it follows or is paused, and how many rows came since it was paused, or ceased to follow. */
  get progress(): ShownView['progress'] {
    return this.#view.progress;
  }

  /** The sequence number of the selected row. */
  get selected(): number | undefined {
    return this.#selection.seq;
  }

  /** The selected row, where it is here. */
  get selectedRow(): LogRow | undefined {
    const { place, seq } = this.#selection;
    const row = place === undefined ? undefined : this.#view.at(place);
    return row?.seq === seq ? row : undefined;
  }

  /** The numbers of the rows of a range; `undefined` while no more than one is selected. */
  get range(): RowNumbers | undefined {
    return this.#selection.range;
  }

  /** A row as it stands in the list: the texts of its cells with tabs between them. */
  lineOf(row: LogRow, before: LogRow | undefined): string {
    const context = { waits: this.#hooks.waits(row), time: this.#times.line(this.columns.choice.time, row, before) };
    const cells = this.columns.shown.map((column) => column.content(row, context));
    return cells.map(({ text, spoken }) => text || (spoken ?? '')).join('\t');
  }

  /**
   * Shows another view of the log. What is selected and on screen, or else the first row on screen, stays in sight where it is part
   * of the view, and otherwise what is nearest to it.
   */
  show(view: ViewExtent, log: LogExtent, isFiltered: boolean): void {
    const { seq, place } = this.#selection;
    this.#anchor.hold(seq !== undefined && this.#isDrawn(place) ? { seq, place } : undefined, this.#log);
    this.#view.restart(view, isFiltered);
    this.#selection.lose(isFiltered);
    this.#times.restart();
    this.grow(view, log);
  }

  /** The view, of this log, is this long now. */
  grow(view: ViewExtent, log: LogExtent): void {
    this.#log = log;
    this.#selection.keepWithin(log, this.#view.isFiltered);
    const isLocated = this.#selection.place !== undefined && !this.progress.isSearching;
    this.#times.keepWithin(log);
    this.#view.grow(view);
    if (this.#view.isFiltered && !isLocated) void this.#locateSelected();
  }

  /** Follows the newest row from now on, or ceases to. */
  follow(on: boolean): void {
    if (on) this.pause(false);
    this.#view.setFollow(on);
    if (on) this.#list.toEnd();
  }

  /** Shows nothing that comes from now on, or everything that came. */
  pause(on: boolean): void {
    if (on === this.progress.isPaused) return;
    this.#view.setPaused(on);
    this.#hooks.changed();
  }

  /**
   * Selects a row and scrolls to it. `hidden`: the filter does not let it through; `gone`: it is not in the log. A list goes on
   * following when its newest row is selected.
   */
  select(seq: number): Promise<'shown' | 'hidden' | 'gone'> {
    return this.#selector.select(seq, this.#log);
  }

  /** Selects and shows the latest marker among the newest rows, if it came at this sequence number or later. A paused list stays as it is. */
  selectMarker(since: number): Promise<void> {
    return this.#selector.selectMarker(since, this.#log);
  }

  /** Where the selected row is on screen, or else the list. */
  selectedBox(): DOMRect {
    const { place } = this.#selection;
    const row = this.#isDrawn(place) ? document.getElementById(rowId(place)) : null;
    return (row ?? this.element).getBoundingClientRect();
  }

  /** Counts the times of rows from the selected one on. */
  startTimesAtSelected(): void {
    if (this.selectedRow !== undefined) this.#times.startAt(this.selectedRow);
  }

  /** Asks again for what is on screen. */
  retry(): void {
    this.#view.retry(this.#list.visible);
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  #chosen(place: number): void {
    this.#anchor.drop();
    this.#view.setFollow(place === this.#view.newest.end - 1);
    this.#list.reveal(place - this.#view.extent.first);
  }

  #scrolled(): void {
    this.#anchor.drop();
    this.#view.setFollow(this.#list.atEnd);
  }

  #answered(): void {
    const { place, isComing } = this.#selection;
    const row = place === undefined ? undefined : this.#view.at(place);
    if (isComing && place !== undefined && row !== undefined && this.#selection.is(place, row)) this.#hooks.selected(false);
    this.#list.redraw();
  }

  #advanced({ first, end }: LogExtent, removed: number): void {
    this.element.ariaRowCount = String(end - first + headerRows);
    this.#list.setCount(end - first, removed);
    // Before the list moves: what is drawn above it takes of its height.
    this.#hooks.changed();
    if (this.progress.follows) this.#list.toEnd();
    else void this.#anchor.settle();
  }

  async #locateSelected(): Promise<void> {
    const { seq } = this.#selection;
    if (seq === undefined) return;
    this.#selection.locate(seq, await this.#placeOf(seq));
    this.#list.redraw();
  }

  async #placeOf(seq: number): Promise<number | undefined> {
    try {
      return await this.#hooks.placeOf(seq);
    } catch (error) {
      this.#hooks.failed(error);
      return undefined;
    }
  }

  #draw(view: RowView, index: number): void {
    const place = this.#view.extent.first + index;
    const row = this.#view.at(place);
    const waits = row !== undefined && this.#hooks.waits(row);
    const current = row === undefined ? place === this.#selection.place : this.#selection.is(place, row);
    const seq = row?.seq ?? (this.#view.isFiltered ? undefined : place);
    const selected = current || (seq !== undefined && this.#selection.covers({ seq }));
    const context = seq === undefined ? undefined : this.#hooks.context(seq, row);
    const time = row === undefined ? '' : this.#times.text(this.columns.choice.time, row, this.#view.at(place - 1));
    view.show({ place, seq, row, gridRow: index + 1 + headerRows, selected, current, waits, context, time });
  }

  #afterDraw(rows: RowRange): void {
    this.#drawn = rows;
    const { place, range } = this.#selection;
    this.element.toggleAttribute('data-range', range !== undefined);
    if (this.#isDrawn(place)) this.element.setAttribute('aria-activedescendant', rowId(place));
    else this.element.removeAttribute('aria-activedescendant');
    this.#view.show(this.#list.visible);
    this.#hooks.changed();
  }

  /** Whether a row was on screen when rows were drawn last. */
  #isDrawn(place: number | undefined): place is number {
    const index = place === undefined ? -1 : place - this.#view.extent.first;
    return index >= this.#drawn.from && index < this.#drawn.end;
  }

  /** The end of a list that follows, or the row that is being read, stays in sight when the viewport shrinks. */
  #resized(): void {
    const { place } = this.#selection;
    if (this.progress.follows) this.#list.toEnd();
    else if (this.#isDrawn(place)) this.#list.reveal(place - this.#view.extent.first);
  }
}

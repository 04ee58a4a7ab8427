import type { ViewRows } from '../../rpc/log/logCalls.ts';
import type { LogExtent, LogRow } from '../../rpc/log/traffic.ts';
import { awaitsAnswer } from './list/rowText.ts';

/** Rows that are asked for beyond the screen, on either side. */
const page = 100;
/** Rows that are kept; beyond twice as many the ones far from the screen are forgotten. */
const kept = 2_000;

/** What a {@link RowCache} needs. */
export interface RowCacheHooks {
  ask(from: number, count: number): Promise<ViewRows>;
  /** Rows came: draw again. */
  answered(): void;
  failed(error: unknown): void;
}

/**
 * The rows that the view holds, by their places, and the one question for more that is on its way. While it is,
 * nothing else is asked, and afterwards only what is on screen then: a slow host is asked less often.
 */
export class RowCache {
  readonly #hooks: RowCacheHooks;
  /** `undefined` stands for a row that the host was asked for and did not have. */
  readonly #rows = new Map<number, LogRow | undefined>();
  #extent: LogExtent = { first: 0, end: 0 };
  #shown: LogExtent = { first: 0, end: 0 };
  #stale = false;
  #asking = false;
  /** Counts the views; an answer about an earlier one is dropped. */
  #view = 0;

  constructor(hooks: RowCacheHooks) {
    this.#hooks = hooks;
  }

  at(place: number): LogRow | undefined {
    return this.#rows.get(place);
  }

  /** Whether every row from `first` up to `end` that there is was asked for and answered. */
  covers({ first, end }: LogExtent): boolean {
    return this.#missing(Math.max(first, this.#extent.first), end) === undefined;
  }

  /** Another view: nothing that is known holds for it. */
  reset(): void {
    this.#rows.clear();
    this.#view++;
    this.#extent = { first: 0, end: 0 };
    this.#shown = this.#extent;
  }

  /**
   * The view is this long now. Rows on screen are asked for again. Elsewhere open requests are forgotten, which may have
   * found their answers, and with a new revision all rows.
   */
  grow(extent: LogExtent): void {
    if (extent.end < this.#extent.end) this.reset();
    const isRevised = extent.revision !== this.#extent.revision;
    for (const [place, row] of this.#rows) {
      const onScreen = place >= this.#shown.first && place < this.#shown.end;
      if (place < extent.first || (!onScreen && (isRevised || row === undefined || awaitsAnswer(row)))) this.#rows.delete(place);
    }
    this.#extent = extent;
    this.#stale = true;
  }

  /** Sees to it that these rows, and then a page around them, are there. */
  show(rows: LogExtent): void {
    this.#shown = rows;
    const next = this.#next();
    if (!this.#asking && next !== undefined) void this.#ask(next);
  }

  async #ask({ first, end }: LogExtent): Promise<void> {
    const view = this.#view;
    this.#asking = true;
    this.#stale = false;
    try {
      const answer = await this.#hooks.ask(first, end - first);
      if (view === this.#view) this.#keep(first, end, answer);
      this.#asking = false;
      this.#hooks.answered();
      this.show(this.#shown);
    } catch (error) {
      // Not asked again before the screen or the log changes, lest a broken host be asked without end.
      this.#asking = false;
      this.#hooks.failed(error);
    }
  }

  #keep(first: number, end: number, { from, rows }: ViewRows): void {
    for (let place = Math.max(first, this.#extent.first); place < end; place++) this.#rows.set(place, rows[place - from]);
    if (this.#rows.size <= 2 * kept) return;
    for (const place of this.#rows.keys()) {
      if (place < this.#shown.first - kept / 2 || place >= this.#shown.end + kept / 2) this.#rows.delete(place);
    }
  }

  /** What to ask for next: all rows on screen when they may have changed, the missing ones of them, or those around. */
  #next(): LogExtent | undefined {
    const first = Math.max(this.#shown.first, this.#extent.first);
    const end = Math.min(this.#shown.end, this.#extent.end);
    if (this.#stale && first < end) return { first, end };
    return this.#missing(first, end) ?? this.#around(first, end);
  }

  /** A page beyond one side of the screen, once less than half of it is there: scrolling asks for many rows now and then. */
  #around(first: number, end: number): LogExtent | undefined {
    const after = (rows: number): LogExtent | undefined => this.#missing(end, Math.min(end + rows, this.#extent.end));
    const before = (rows: number): LogExtent | undefined => this.#missing(Math.max(first - rows, this.#extent.first), first);
    if (after(page / 2) !== undefined) return after(page);
    return before(page / 2) === undefined ? undefined : before(page);
  }

  #missing(first: number, end: number): LogExtent | undefined {
    let from = first;
    while (from < end && this.#rows.has(from)) from++;
    if (from >= end) return undefined;
    let to = end;
    while (this.#rows.has(to - 1)) to--;
    return { first: from, end: to };
  }
}

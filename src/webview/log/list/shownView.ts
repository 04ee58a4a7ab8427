import type { ViewExtent } from '../../../rpc/log/logCalls.ts';
import type { LogExtent, LogRow } from '../../../rpc/log/traffic.ts';
import { RowCache, type RowCacheHooks } from '../rowCache.ts';
import { FollowState } from './followState.ts';
import type { RowRange } from './scrollMap.ts';

/** What a {@link ShownView} needs. */
export interface ShownViewHooks extends RowCacheHooks {
  /** The places, from the first on, that the end of a list of so many rows would show. */
  tail(count: number): RowRange;
  /** The list shows this much of the view from now on; so many of the first rows of before are gone. */
  advanced(extent: LogExtent, removed: number): void;
}

/** The view of the log that a list shows: how much of it there is, how much of that is shown, and its rows by their places. */
export class ShownView {
  readonly #hooks: ShownViewHooks;
  readonly #cache: RowCache;
  readonly #follow: FollowState;
  /** What the list shows, and what it will show as soon as the newest rows of it are here. */
  #extent: LogExtent = { first: 0, end: 0 };
  #coming: LogExtent | undefined;
  #isFiltered = false;

  constructor(hooks: ShownViewHooks, position: { readonly follow: boolean; readonly seenEnd: number }) {
    this.#hooks = hooks;
    this.#follow = new FollowState(position);
    this.#cache = new RowCache({
      ask: (from, count) => hooks.ask(from, count),
      failed: (error) => hooks.failed(error),
      answered: () => {
        if (this.#coming !== undefined) this.#bringNewest();
        hooks.answered();
      },
    });
  }

  /** What the list shows. */
  get extent(): LogExtent {
    return this.#extent;
  }

  /** What the list may show. */
  get newest(): LogExtent {
    return this.#follow.newest;
  }

  /** Where nothing is filtered a row's place is its sequence number. */
  get isFiltered(): boolean {
    return this.#isFiltered;
  }

  /** Follows, stands or is paused. To be changed by the methods of the view. */
  get progress(): Pick<FollowState, 'follows' | 'isPaused' | 'isSearching' | 'newRows' | 'seenEnd'> {
    return this.#follow;
  }

  /** The row at a place, where it is here. */
  at(place: number): LogRow | undefined {
    return this.#cache.at(place);
  }

  /** Shows another view from now on; {@link grow} then tells how long it is. */
  restart(view: ViewExtent, isFiltered: boolean): void {
    // What was kept of the first view over a reload still counts: how much of it had been seen.
    const isFirst = this.#extent.end === 0 && !isFiltered;
    this.#isFiltered = isFiltered;
    this.#cache.reset();
    this.#coming = undefined;
    this.#extent = { first: view.first, end: view.first };
    if (!isFirst) this.#follow.restart(view);
  }

  /** The view is this long now. */
  grow(view: ViewExtent): void {
    if (view.end < this.newest.end) this.#coming = undefined;
    this.#follow.grow(view);
    this.#cache.grow(this.newest);
    this.#catchUp();
  }

  /** Follows the newest row from now on, or ceases to. */
  setFollow(on: boolean): void {
    if (!this.#follow.setFollow(on)) return;
    if (on) this.#hooks.advanced(this.#extent, 0);
    else this.#advance(this.newest);
  }

  /** Shows nothing that comes from now on, or everything that came. */
  setPaused(on: boolean): void {
    this.#follow.setPaused(on);
    this.#cache.grow(this.newest);
    this.#catchUp();
  }

  /** Sees to it that the rows on screen are here. */
  show({ from, end }: RowRange): void {
    if (this.newest === this.#extent) this.#cache.show({ first: this.#extent.first + from, end: this.#extent.first + end });
  }

  /** Asks again for what is on screen. */
  retry(screen: RowRange): void {
    this.#cache.grow(this.newest);
    if (this.#coming === undefined) this.show(screen);
    else this.#bringNewest();
  }

  #catchUp(): void {
    const { first, end } = this.newest;
    if (this.#follow.follows && first < end) this.#bringNewest();
    else this.#advance(this.newest);
  }

  /** Has the newest rows brought before the list moves on to them, so that a list that follows never shows empty ones. */
  #bringNewest(): void {
    this.#coming ??= this.newest;
    const { first, end } = this.#coming;
    const tail = { first: first + this.#hooks.tail(end - first).from, end };
    this.#cache.show(tail);
    if (!this.#cache.covers(tail)) return;
    this.#advance(this.#coming);
    if (this.#extent !== this.newest) this.#bringNewest();
  }

  #advance(extent: LogExtent): void {
    const removed = extent.first - this.#extent.first;
    this.#extent = extent;
    this.#coming = undefined;
    this.#hooks.advanced(extent, removed);
  }
}

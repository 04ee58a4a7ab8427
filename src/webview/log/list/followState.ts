import type { ViewExtent } from '../../../rpc/log/logCalls.ts';
import type { LogExtent } from '../../../rpc/log/traffic.ts';

/** How far a list shows a view that grows: it follows, stands where the reader reads, or is paused. Places are those of the view. */
export class FollowState {
  #all: ViewExtent = { first: 0, end: 0 };
  #newest: LogExtent = this.#all;
  #follow: boolean;
  #seenEnd: number;
  /** Where the list ends while it is paused. */
  #heldEnd: number | undefined;

  constructor({ follow, seenEnd }: { readonly follow: boolean; readonly seenEnd: number }) {
    this.#follow = follow;
    this.#seenEnd = seenEnd;
  }

  /** Whether the list goes on to the newest row. */
  get follows(): boolean {
    return this.#follow;
  }

  get isPaused(): boolean {
    return this.#heldEnd !== undefined;
  }

  /** Whether the log is still being searched for what passes the filter. */
  get isSearching(): boolean {
    return this.#all.searched !== undefined;
  }

  /** What the list may show; the same object until that changes. */
  get newest(): LogExtent {
    return this.#newest;
  }

  /** The place after the last row that had come when the list ceased to follow. */
  get seenEnd(): number {
    return this.#seenEnd;
  }

  /** How many rows came since the list was paused, or ceased to follow. */
  get newRows(): number {
    if (this.#follow && this.#heldEnd === undefined) return 0;
    return Math.max(0, this.#all.end - Math.max(this.#heldEnd ?? this.#seenEnd, this.#all.first));
  }

  /** Another view, none of whose rows count as new. */
  restart(extent: ViewExtent): void {
    this.#seenEnd = extent.end;
    if (this.#heldEnd !== undefined) this.#heldEnd = extent.end;
    this.#all = extent;
    this.#limit();
  }

  /** The view is this long now. What a search finds in the log is not new. */
  grow(extent: ViewExtent): void {
    const hasSearched = this.isSearching;
    const newest = (end: number): number => (hasSearched ? extent.end : Math.min(end, extent.end));
    this.#all = extent;
    this.#seenEnd = newest(this.#seenEnd);
    if (this.#heldEnd !== undefined) this.#heldEnd = newest(this.#heldEnd);
    if (extent.first >= extent.end) this.#follow = true;
    this.#limit();
  }

  /** Whether that is a change. */
  setFollow(on: boolean): boolean {
    if (on === this.#follow) return false;
    this.#follow = on;
    this.#seenEnd = this.#all.end;
    return true;
  }

  /** Shows nothing that comes from now on, or everything that came. */
  setPaused(on: boolean): void {
    if (on === this.isPaused) return;
    this.#seenEnd = this.#heldEnd ?? this.#seenEnd;
    this.#heldEnd = on ? this.#all.end : undefined;
    this.#limit();
  }

  #limit(): void {
    this.#newest = this.#heldEnd === undefined ? this.#all : { ...this.#all, end: Math.max(this.#heldEnd, this.#all.first) };
  }
}

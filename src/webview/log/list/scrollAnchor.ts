import type { LogExtent } from '../../../rpc/log/traffic.ts';
import type { ShownView } from './shownView.ts';
import type { VirtualList } from './virtualList.ts';
import type { PooledRow } from './rowPool.ts';

/** What a {@link ScrollAnchor} scrolls. */
export interface ScrollAnchorParts {
  readonly view: ShownView;
  readonly list: Pick<VirtualList<PooledRow>, 'top' | 'toTop' | 'measure'>;
  /** The place of a row in a filtered view, or of the next one behind it; `undefined` when it could not be had. */
  placeOf(seq: number): Promise<number | undefined>;
}

/** A row that shall stand on screen at a certain height. */
interface Anchor {
  readonly seq: number;
  /** So many rows below the top of the screen; less than 0 for a first row whose upper part is cut. */
  readonly below: number;
  /** The first row on screen, with the part of it that is above, when this one began to be held. */
  readonly top: number;
}

/** Keeps a row where it stands on screen while what is around it becomes another view, or comes for the first time. */
export class ScrollAnchor {
  readonly #parts: ScrollAnchorParts;
  /** What has to come to its place on screen yet. */
  #anchor: Anchor | undefined;

  /** The list shall begin with this row, given with the part of it that is above. */
  constructor(parts: ScrollAnchorParts, top: number) {
    this.#parts = parts;
    this.#anchor = anchorAtTop(top);
  }

  /** The list stays where it is. */
  drop(): void {
    this.#anchor = undefined;
  }

  /** Holds this row, which is on screen, or else the first one there. */
  hold(row: { readonly seq: number; readonly place: number } | undefined, log: LogExtent): void {
    const { view, list } = this.#parts;
    const top = this.topSeq(log);
    this.#anchor = row === undefined ? anchorAtTop(top) : { seq: row.seq, below: row.place - view.extent.first - list.top, top };
  }

  /** The sequence number of the first row on screen, with the part of it that is above; the nearest known one of a filtered view. */
  topSeq(log: LogExtent): number {
    if (this.#anchor !== undefined) return this.#anchor.top;
    const { view, list } = this.#parts;
    const top = view.extent.first + list.top;
    if (!view.isFiltered) return top;
    const row = view.at(Math.floor(top));
    return row === undefined ? log.first : row.seq + (top % 1);
  }

  /** Scrolls to where the row shall stand. While the log is being searched its place may still change. */
  async settle(): Promise<void> {
    const anchor = this.#anchor;
    const { view, list } = this.#parts;
    if (anchor === undefined || view.extent.first >= view.extent.end) return;
    const place = view.isFiltered ? await this.#parts.placeOf(anchor.seq) : anchor.seq;
    if (this.#anchor !== anchor || place === undefined) return;
    // Where the list can stand depends on its height, which what has just been drawn above it may have changed.
    list.measure();
    list.toTop(place - view.extent.first - anchor.below);
    if (!view.progress.isSearching) this.#anchor = undefined;
  }
}

function anchorAtTop(top: number): Anchor {
  return { seq: Math.floor(top), below: -(top % 1), top };
}

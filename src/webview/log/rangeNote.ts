import type { RowNumbers } from '../../rpc/log/traffic.ts';
import { Pace } from '../../rpc/pace.ts';
import { countOf, duration } from '../text/figures.ts';
import type { RangeFacts } from './list/rangeReader.ts';

/** Keys that are held down change a range many times a second; nobody reads, or listens, that fast. */
const everyMs = 250;

/** What a {@link RangeNote} asks and tells. */
export interface RangeNoteHooks {
  range(): RowNumbers | undefined;
  facts(range: RowNumbers): Promise<RangeFacts>;
  /** It is another range now, or none. */
  chosen(range: RowNumbers | undefined): void;
  /** The text is another one. */
  changed(): void;
}

/** Says of a range of selected rows how many they are and how long they took: `12 rows · 3.214 s`. */
export class RangeNote {
  readonly #hooks: RangeNoteHooks;
  readonly #pace = new Pace(() => void this.#ask(), everyMs);
  #range: RowNumbers | undefined;
  #wasSearching = false;
  #text = '';

  constructor(hooks: RangeNoteHooks) {
    this.#hooks = hooks;
  }

  /** Empty while no more than one row is selected. */
  get text(): string {
    return this.#text;
  }

  /** The selection may be another one, or the view, of which a search that goes on finds more and more. */
  update({ isOtherView = false, isSearching = false }: { readonly isOtherView?: boolean; readonly isSearching?: boolean } = {}): void {
    const range = this.#hooks.range();
    const isOther = range?.first !== this.#range?.first || range?.end !== this.#range?.end;
    const isMore = isOtherView || isSearching || this.#wasSearching;
    this.#wasSearching = isSearching;
    if (!isOther && !isMore) return;
    this.#range = range;
    if (isOther) this.#hooks.chosen(range);
    if (range === undefined) this.#say('');
    else this.#pace.poke();
  }

  async #ask(): Promise<void> {
    const range = this.#range;
    if (range === undefined) return;
    try {
      const { rows, ms } = await this.#hooks.facts(range);
      if (this.#range === range) this.#say(`${countOf(rows, 'row')} · ${duration(Math.abs(ms))}`);
    } catch {
      // The rows on screen come the same way and say why they do not; a range without figures is still a range.
      if (this.#range === range) this.#say('');
    }
  }

  #say(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#hooks.changed();
  }
}

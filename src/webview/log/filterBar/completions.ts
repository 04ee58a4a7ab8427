import { completeFilter, type FilterCompletion, type FilterKnown } from '../../../filter/completeFilter.ts';

const nothing: FilterKnown = { clients: [], events: [], topics: [] };

/** The list of what can stand at the caret, while it is open. */
export class Completions {
  #items: readonly FilterCompletion[] = [];
  #active: number | undefined;
  #known: FilterKnown = nothing;

  /** What can be chosen; empty while the list is closed. */
  get items(): readonly FilterCompletion[] {
    return this.#items;
  }

  /** Which one a key would take. */
  get active(): number | undefined {
    return this.#active;
  }

  get isOpen(): boolean {
    return this.#items.length > 0;
  }

  /** Whether what is begun may become the name of a field. */
  get nameFields(): boolean {
    return this.#items.some(({ insert }) => insert.endsWith(':'));
  }

  /** The log holds this. */
  learn(known: FilterKnown): void {
    this.#known = known;
  }

  /** Opens the list for a caret; `first` has its first entry active, as when it was asked for expressly. */
  open(text: string, caret: number, first: boolean): void {
    const items = completeFilter(text, caret, this.#known);
    // What is written already needs no completion.
    this.#items = items.filter(({ insert, start, end }) => insert !== text.slice(start, end));
    this.#active = first && this.isOpen ? 0 : undefined;
  }

  close(): void {
    this.#items = [];
    this.#active = undefined;
  }

  /** Makes the next or previous entry active; behind the last comes the first. */
  move(by: 1 | -1): void {
    const { length } = this.#items;
    if (length === 0) return;
    const from = this.#active ?? (by === 1 ? -1 : length);
    this.#active = (from + by + length) % length;
  }

  /** The text and the caret after an entry was taken. */
  take(at: number, text: string): { readonly text: string; readonly caret: number } | undefined {
    const item = this.#items[at];
    if (item === undefined) return undefined;
    return { text: text.slice(0, item.start) + item.insert + text.slice(item.end), caret: item.start + item.insert.length };
  }
}

/** Filters that are remembered. */
const most = 50;
/** Longer filters are not remembered. */
const mostCharacters = 2_000;

/** The filters that the reader used, the latest first, and where in them the reader is. */
export class FilterHistory {
  #filters: readonly string[];
  #at = -1;

  constructor(filters: readonly string[]) {
    this.#filters = filters;
  }

  get filters(): readonly string[] {
    return this.#filters;
  }

  /** Remembers a filter that was used; going back begins at it again. */
  add(filter: string): void {
    this.#at = -1;
    if (filter === '' || filter.length > mostCharacters) return;
    this.#filters = [filter, ...this.#filters.filter((other) => other !== filter)].slice(0, most);
  }

  /** The next older or newer filter than the one that the field shows; `undefined` where there is none. Newer than the latest is an empty one. */
  step(older: boolean, shown: string): string | undefined {
    if (this.#filters[this.#at] !== shown) this.#at = this.#filters.indexOf(shown);
    const next = this.#at + (older ? 1 : -1);
    if (next < -1 || next >= this.#filters.length) return undefined;
    this.#at = next;
    return this.#filters[next] ?? '';
  }

  /** Whether the field shows something that came from here, or nothing. */
  shows(text: string): boolean {
    return text === '' || this.#filters.includes(text);
  }
}

/** What VS Code kept of a history; what is none is left out. */
export function readHistory(kept: unknown): readonly string[] {
  if (!Array.isArray(kept)) return [];
  return kept.filter((filter): filter is string => typeof filter === 'string' && filter.length <= mostCharacters).slice(0, most);
}

import { render } from 'preact';
import { element } from '../element.ts';
import type { RowFilter } from './filterBar/rowFilters.ts';
import { Menu } from '../menu/menu.tsx';
import { visibleStart } from '../text/visibleText.ts';

/** Longer terms are cut in the menu; choosing one takes it whole. */
const mostCharacters = 80;

/** What a {@link RowFilterMenu} needs. */
export interface RowFilterMenuHooks {
  /** The reader wants to see only what this term lets through. */
  choose(term: string): void;
  closed(): void;
}

/** The menu of what the selected row could be filtered by. */
export class RowFilterMenu {
  readonly element = element('div', 'row-filters');
  readonly #hooks: RowFilterMenuHooks;

  constructor(hooks: RowFilterMenuHooks) {
    this.#hooks = hooks;
  }

  /** Opens at the lower left of a box on screen. */
  open(filters: readonly RowFilter[], { left, bottom }: DOMRect): void {
    const items = filters.map(({ name, term }) => ({
      title: `${name}: ${visibleStart(term, mostCharacters)}`,
      run: () => this.#hooks.choose(term),
    }));
    render(<Menu label="Filter by this row" items={items} at={{ x: left + 20, y: bottom }} close={() => this.#close()} />, this.element);
  }

  #close(): void {
    render(null, this.element);
    this.#hooks.closed();
  }
}

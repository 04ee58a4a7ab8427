import type { Reports } from '../reports.ts';
import type { FilterBar } from './filterBar/filterBar.tsx';
import { rowFilters } from './filterBar/rowFilters.ts';
import type { TrafficList } from './list/trafficList.ts';
import { RowFilterMenu } from './rowFilterMenu.tsx';

/** Narrows the filter to what the selected row has. */
export class FilterByRow {
  readonly #list: TrafficList;
  readonly #filter: FilterBar;
  readonly #reports: Reports;
  readonly #menu: RowFilterMenu;

  constructor(list: TrafficList, filter: FilterBar, reports: Reports) {
    this.#list = list;
    this.#filter = filter;
    this.#reports = reports;
    this.#menu = new RowFilterMenu({ choose: (term) => filter.add(term), closed: () => list.focus() });
  }

  get menu(): HTMLElement {
    return this.#menu.element;
  }

  /** By what the row has in this column. */
  cell(column: string): void {
    const row = this.#list.selectedRow;
    const found = row === undefined ? undefined : rowFilters(row).find((filter) => filter.column === column);
    if (found === undefined) this.#reports.did('There is nothing to filter by in this cell');
    else this.#filter.add(found.term);
  }

  /** By what the reader chooses from all that the row has. */
  choose(): void {
    const row = this.#list.selectedRow;
    if (row === undefined) this.#reports.did('Select a row to filter by');
    else this.#menu.open(rowFilters(row), this.#list.selectedBox());
  }
}

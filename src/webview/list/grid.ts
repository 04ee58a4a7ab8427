import { element } from '../element.ts';
import { columns } from './columns.ts';

/** The element of the list with its header. It is the list's one tab stop; the selected row is its active descendant. */
export function createGrid(scroller: HTMLElement): HTMLElement {
  const grid = element('div', 'grid', 'grid');
  grid.tabIndex = 0;
  grid.ariaLabel = 'Device traffic';
  grid.ariaColCount = String(columns.length);
  grid.append(header(), scroller);
  // A scroller takes the focus when its scrollbar is clicked; keys belong to the grid.
  scroller.addEventListener('focus', () => grid.focus({ preventScroll: true }));
  grid.addEventListener('mouseover', (event) => tellCutText(event.target));
  return grid;
}

/** Rows of the grid besides the rows of the log. */
export const headerRows = 1;

function header(): HTMLElement {
  const row = element('div', 'header', 'row');
  row.ariaRowIndex = '1';
  for (const [at, { name, title }] of columns.entries()) {
    const cell = element('div', `cell ${name}`, 'columnheader');
    cell.ariaColIndex = String(at + 1);
    cell.textContent = title;
    row.append(cell);
  }
  return row;
}

/** Gives a cell whose text is cut, and that has no tooltip of its own, one with the whole text. */
function tellCutText(target: EventTarget | null): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.row .cell') : null;
  if (cell !== null && cell.title === '' && cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent ?? '';
}

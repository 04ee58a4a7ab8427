import { element } from '../../element.ts';

/** The element of the list with its header. It is the list's one tab stop; the selected row is its active descendant. */
export function createGrid(header: HTMLElement, scroller: HTMLElement): HTMLElement {
  const grid = element('div', 'grid', 'grid');
  grid.tabIndex = 0;
  grid.ariaLabel = 'Device traffic';
  grid.ariaMultiSelectable = 'true';
  grid.append(header, scroller);
  // A scroller takes the focus when its scrollbar is clicked; keys belong to the grid.
  scroller.addEventListener('focus', () => grid.focus({ preventScroll: true }));
  grid.addEventListener('mouseover', (event) => tellCutText(event.target));
  return grid;
}

/** Rows of the grid besides the rows of the log. */
export const headerRows = 1;

/** Gives a cell whose text is cut, and that has no tooltip of its own, one with the whole text. */
function tellCutText(target: EventTarget | null): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.row .cell') : null;
  if (cell !== null && cell.title === '' && cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent ?? '';
}

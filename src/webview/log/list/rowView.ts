import type { LogRow } from '../../../rpc/log/traffic.ts';
import { element } from '../../element.ts';
import { visibleStart } from '../../text/visibleText.ts';
import type { CellContent, Column } from './columns.ts';
import { awaitsAnswer, hasFailed, isConnectionEvent, timedOut } from './rowText.ts';

/** What a row element shows. */
export interface RowState {
  /** The row's place in the view. */
  readonly place: number;
  /** The row's sequence number; unknown while a row of a filtered view is on its way. */
  readonly seq: number | undefined;
  /** Missing while the row is on its way from the host. */
  readonly row: LogRow | undefined;
  /** The row's number within the grid, from 1. */
  readonly gridRow: number;
  /** It is selected, alone or in a range. */
  readonly selected: boolean;
  /** It is the row that keys move from; in a range the last one. */
  readonly current: boolean;
  /** It is a request that waits for the reader's answer. */
  readonly waits: boolean;
  /** What VS Code's own context menu is told about it; unknown as long as its number is. */
  readonly context: string | undefined;
  /** Its time, in the way that the reader chose. */
  readonly time: string;
}

/** Longer markers are cut before they are drawn. */
const mostCharacters = 500;

/** One row element of the list, which shows one row of the log after another. */
export class RowView {
  readonly element: HTMLElement;
  readonly #columns: readonly Column[];
  readonly #cells: readonly Cell[];
  #cut: HTMLElement | undefined;
  #shown: RowState | undefined;

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
    this.element = element('div', 'row', 'row');
    this.#cells = columns.map(({ name }, at) => new Cell(name, at + 1));
    this.element.append(...this.#cells.map((cell) => cell.element));
  }

  show(state: RowState): void {
    const { place, seq, row, gridRow, selected, current, waits, context, time } = state;
    const before = this.#shown;
    this.#shown = state;
    if (before?.place !== place || before.seq !== seq) this.#name(place, seq);
    if (before?.context !== context) this.#tell(context);
    if (before?.gridRow !== gridRow) this.element.ariaRowIndex = String(gridRow);
    if (before?.selected !== selected) this.element.ariaSelected = String(selected);
    if (before?.current !== current) this.element.classList.toggle('current', current);
    if (before !== undefined && before.row === row && before.waits === waits && before.time === time) return;
    this.#look(row);
    for (const [at, column] of this.#columns.entries())
      this.#cells[at]?.show(row === undefined ? { text: '' } : column.content(row, { waits, time }));
    if (row?.marker !== undefined) this.#showCut(`${time} ${visibleStart(row.marker, mostCharacters)}`);
  }

  #name(place: number, seq: number | undefined): void {
    const { dataset } = this.element;
    this.element.id = rowId(place);
    dataset['place'] = String(place);
    if (seq === undefined) delete dataset['seq'];
    else dataset['seq'] = String(seq);
  }

  #tell(context: string | undefined): void {
    const { dataset } = this.element;
    if (context === undefined) delete dataset['vscodeContext'];
    else dataset['vscodeContext'] = context;
  }

  #look(row: LogRow | undefined): void {
    const { classList, dataset } = this.element;
    classList.toggle('muted', row !== undefined && isConnectionEvent(row));
    classList.toggle('opens', row?.kind === 'connection.open');
    classList.toggle('marker', row?.marker !== undefined);
    dataset['direction'] = row?.direction ?? '';
    dataset['severity'] = row?.severity ?? '';
    dataset['result'] = row !== undefined && hasFailed(row) ? 'failed' : '';
    dataset['answer'] = row === undefined || !awaitsAnswer(row) ? '' : timedOut(row) ? 'late' : 'waiting';
  }

  /** A marker is one line over all columns. */
  #showCut(text: string): void {
    if (this.#cut === undefined) {
      this.#cut = element('div', 'cut', 'gridcell');
      this.#cut.ariaColIndex = '1';
      this.#cut.ariaColSpan = String(this.#columns.length);
      this.#cut.append(element('span', 'codicon codicon-bookmark'), element('span', 'cut-text'));
      this.element.append(this.#cut);
    }
    if (this.#cut.lastElementChild !== null) this.#cut.lastElementChild.textContent = text;
    this.#cut.title = text;
  }
}

/** The ID of the element that shows the row at a place. */
export function rowId(place: number): string {
  return `row-${place}`;
}

/** The place of the row that an element of the list belongs to. */
export function placeAt(target: EventTarget | null): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('.row') : null;
  const place = row?.dataset['place'];
  return place === undefined ? undefined : Number(place);
}

/** The name of the column that an element within a row belongs to. */
export function columnAt(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('.cell')?.dataset['column'] : undefined;
}

class Cell {
  readonly element: HTMLElement;
  #shown: CellContent = { text: '' };

  constructor(column: string, number: number) {
    this.element = element('div', `cell ${column}`, 'gridcell');
    this.element.ariaColIndex = String(number);
    this.element.dataset['column'] = column;
  }

  show(content: CellContent): void {
    const before = this.#shown;
    const { text, aside, whole, icon, spoken } = content;
    if (text === before.text && aside === before.aside && whole === before.whole && icon === before.icon && spoken === before.spoken)
      return;
    this.#shown = content;
    this.element.title = whole ?? spoken ?? '';
    this.#fill(content);
  }

  /** Most cells are nothing but a text: an element less in each counts when a screen of rows is drawn. */
  #fill({ text, aside, icon, spoken }: CellContent): void {
    if (icon === undefined) {
      this.element.textContent = text;
      if (aside !== undefined) {
        const less = element('span', 'aside');
        less.textContent = aside;
        this.element.append(less);
      }
      return;
    }
    const seen = element('span', `codicon codicon-${icon}`);
    seen.ariaHidden = 'true';
    const number = element('span', 'number');
    number.ariaHidden = 'true';
    number.textContent = text;
    const heard = element('span', 'unseen');
    heard.textContent = spoken ?? '';
    this.element.replaceChildren(seen, number, heard);
  }
}

import type { LogRow } from '../../rpc/traffic.ts';
import { element } from '../element.ts';
import { columns, type CellContent } from './columns.ts';
import { awaitsAnswer, hasFailed, isConnectionEvent } from './rowText.ts';

/** What a row element shows. */
export interface RowState {
  readonly seq: number;
  /** Missing while the row is on its way from the host. */
  readonly row: LogRow | undefined;
  /** The row's number within the grid, from 1. */
  readonly gridRow: number;
  readonly selected: boolean;
  /** It is a request that waits for the reader's answer. */
  readonly waits: boolean;
}

/** One row element of the list, which shows one row of the log after another. */
export class RowView {
  readonly element: HTMLElement;
  readonly #cells: readonly Cell[];
  #shown: RowState | undefined;

  constructor() {
    this.element = element('div', 'row', 'row');
    this.#cells = columns.map(({ name }, at) => new Cell(name, at + 1));
    this.element.append(...this.#cells.map((cell) => cell.element));
  }

  show(state: RowState): void {
    const { seq, row, gridRow, selected, waits } = state;
    const before = this.#shown;
    this.#shown = state;
    if (before?.seq !== seq) {
      this.element.id = rowId(seq);
      this.element.dataset['seq'] = String(seq);
    }
    if (before?.gridRow !== gridRow) this.element.ariaRowIndex = String(gridRow);
    if (before?.selected !== selected) this.element.ariaSelected = String(selected);
    if (before !== undefined && before.row === row && before.waits === waits) return;
    this.element.classList.toggle('muted', row !== undefined && isConnectionEvent(row));
    this.element.dataset['direction'] = row?.direction ?? '';
    this.element.dataset['severity'] = row?.severity ?? '';
    this.element.dataset['result'] = row !== undefined && hasFailed(row) ? 'failed' : '';
    this.element.dataset['answer'] = row !== undefined && awaitsAnswer(row) ? 'waiting' : '';
    for (const [at, column] of columns.entries()) this.#cells[at]?.show(row === undefined ? { text: '' } : column.content(row, waits));
  }
}

/** The ID of the element that shows a row. */
export function rowId(seq: number): string {
  return `row-${seq}`;
}

/** The sequence number of the row that an element of the list belongs to. */
export function seqAt(target: EventTarget | null): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('.row') : null;
  const seq = row?.dataset['seq'];
  return seq === undefined ? undefined : Number(seq);
}

class Cell {
  readonly element: HTMLElement;
  #shown: CellContent = { text: '' };

  constructor(column: string, number: number) {
    this.element = element('div', `cell ${column}`, 'gridcell');
    this.element.ariaColIndex = String(number);
  }

  show(content: CellContent): void {
    const before = this.#shown;
    const { text, whole, icon, spoken } = content;
    if (text === before.text && whole === before.whole && icon === before.icon && spoken === before.spoken) return;
    this.#shown = content;
    this.element.title = whole ?? spoken ?? '';
    this.#fill(content);
  }

  /** Most cells are nothing but a text: an element less in each counts when a screen of rows is drawn. */
  #fill({ text, icon, spoken }: CellContent): void {
    if (icon === undefined) {
      this.element.textContent = text;
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

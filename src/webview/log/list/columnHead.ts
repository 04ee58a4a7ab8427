import { tightBelow, type Column, type ColumnName } from './columns.ts';
import { noChoice, shownColumns, tracksOf, withColumn, withWidth, type ColumnChoice } from './columnLayout.ts';
import { Header } from './header.ts';
import { nextTimeMode, type TimeMode } from './timeModes.ts';

/** Room beside the text of a column that was made to fit it, in CSS pixels. */
const fitMargin = 4;

/** What a {@link ColumnHead} needs. */
export interface ColumnHeadHooks {
  /** Rows need other cells. */
  remade(): void;
  /** Times are told in another way. */
  retimed(): void;
  /** The reader chose something. */
  chosen(): void;
}

/** What the reader chose about columns and times. */
export interface HeadChoice {
  readonly columns: ColumnChoice;
  readonly time: TimeMode;
}

/** The columns of the list: which there are, how wide, and how the first one tells the time. */
export class ColumnHead {
  readonly header: Header;
  readonly #hooks: ColumnHeadHooks;
  #choice: ColumnChoice;
  #time: TimeMode;
  #shown: readonly Column[] = [];
  #width = 0;
  #grid: HTMLElement | undefined;

  constructor(choice: HeadChoice, hooks: ColumnHeadHooks) {
    this.#choice = choice.columns;
    this.#time = choice.time;
    this.#hooks = hooks;
    this.header = new Header({
      resize: (name, width) => this.#resize(name, width),
      fit: (name) => this.#fit(name),
      turnTime: () => this.setTime(nextTimeMode(this.#time)),
    });
  }

  /** Begins to lay out the grid, now and whenever its width changes. */
  start(grid: HTMLElement): void {
    this.#grid = grid;
    this.#measure();
    new ResizeObserver(() => this.#measure()).observe(grid);
  }

  get choice(): HeadChoice {
    return { columns: this.#choice, time: this.#time };
  }

  get shown(): readonly Column[] {
    return this.#shown;
  }

  /** Shows a column, or does not. */
  setShown(name: ColumnName, isShown: boolean): void {
    this.#choose(withColumn(this.#choice, this.#width, name, isShown));
  }

  /** Gives all columns back what they had at first. */
  reset(): void {
    this.#choose(noChoice);
  }

  setTime(mode: TimeMode): void {
    this.#time = mode;
    this.header.show(this.#shown, mode);
    this.#hooks.retimed();
    this.#hooks.chosen();
  }

  #resize(name: ColumnName, width: number): void {
    this.#choose(withWidth(this.#choice, name, width));
  }

  /** As wide as the widest text on screen; a column without one gets its own width back. */
  #fit(name: ColumnName): void {
    const cells = [...(this.#grid?.querySelectorAll(`.row:not([hidden]) .${name}, .header .${name}`) ?? [])];
    const widest = Math.max(0, ...cells.map((cell) => textWidth(cell)));
    this.#choose(withWidth(this.#choice, name, widest === 0 ? undefined : Math.ceil(widest) + fitMargin));
  }

  #choose(choice: ColumnChoice): void {
    this.#choice = choice;
    this.#layOut();
    this.#hooks.chosen();
  }

  #measure(): void {
    const width = this.#grid?.clientWidth ?? 0;
    if (width === this.#width) return;
    this.#width = width;
    this.#layOut();
  }

  #layOut(): void {
    const shown = shownColumns(this.#choice, this.#width);
    const isOther = shown.length !== this.#shown.length || shown.some((column, at) => column !== this.#shown[at]);
    this.#shown = shown;
    this.#grid?.style.setProperty('--columns', tracksOf(shown, this.#choice, this.#width));
    this.#grid?.classList.toggle('tight', this.#width <= tightBelow);
    if (isOther) {
      if (this.#grid !== undefined) this.#grid.ariaColCount = String(shown.length);
      this.header.show(shown, this.#time);
      this.#hooks.remade();
    }
    this.header.tellWidths();
  }
}

function textWidth(cell: Element): number {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return range.getBoundingClientRect().width;
}

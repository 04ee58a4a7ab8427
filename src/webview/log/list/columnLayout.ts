import { columns, tightBelow, type Column, type ColumnName } from './columns.ts';

/** What the reader chose about the columns. */
export interface ColumnChoice {
  /** The columns to show; absent for those that there is room for. */
  readonly shown?: readonly ColumnName[];
  /** Widths in CSS pixels that the reader gave to columns. */
  readonly widths: Readonly<Partial<Record<ColumnName, number>>>;
}

/** The narrowest and the widest that a reader can make a column, in CSS pixels. */
export const widthLimits = { least: 16, most: 2_000 } as const;

export const noChoice: ColumnChoice = { widths: {} };

/** The columns that a list of this width, in CSS pixels, shows. What the reader chose is shown in any. */
export function shownColumns({ shown }: ColumnChoice, width: number): readonly Column[] {
  if (shown !== undefined) return columns.filter(({ name }) => shown.includes(name));
  return columns.filter(({ from }) => from !== undefined && width > from);
}

/** The tracks of a CSS grid for these columns. They never take more room than there is: where it lacks, the widths that the reader gave give way. */
export function tracksOf(shown: readonly Column[], { widths }: ColumnChoice, width: number): string {
  const chosen = ({ name, track, tightTrack = track }: Column): string => {
    const given = widths[name];
    if (given !== undefined) return `minmax(${widthLimits.least}px, ${given}px)`;
    return width <= tightBelow ? tightTrack : track;
  };
  return shown.map(chosen).join(' ');
}

/** The choice with a column shown or not. One column always stays. */
export function withColumn(choice: ColumnChoice, width: number, name: ColumnName, isShown: boolean): ColumnChoice {
  const now = shownColumns(choice, width).map((column) => column.name);
  const shown = columns.map((column) => column.name).filter((other) => (other === name ? isShown : now.includes(other)));
  return shown.length === 0 ? choice : { ...choice, shown };
}

/** The choice with another width of a column, as far as that is possible; `undefined` gives it back its own. */
export function withWidth(choice: ColumnChoice, name: ColumnName, width: number | undefined): ColumnChoice {
  const { [name]: _before, ...others } = choice.widths;
  if (width === undefined) return { ...choice, widths: others };
  return { ...choice, widths: { ...others, [name]: Math.round(Math.min(widthLimits.most, Math.max(widthLimits.least, width))) } };
}

/** What VS Code kept of a choice; what is none is left out. */
export function readChoice(kept: unknown): ColumnChoice {
  const { shown, widths } = (typeof kept === 'object' && kept !== null ? kept : {}) as Readonly<Record<keyof ColumnChoice, unknown>>;
  const names = columns.map(({ name }) => name);
  const chosen = Array.isArray(shown) ? names.filter((name) => shown.includes(name)) : [];
  const given = (typeof widths === 'object' && widths !== null ? widths : {}) as Readonly<Record<string, unknown>>;
  const read = names.reduce((choice, name) => {
    const width = Object.hasOwn(given, name) ? given[name] : undefined;
    return typeof width === 'number' && Number.isFinite(width) ? withWidth(choice, name, width) : choice;
  }, noChoice);
  return chosen.length === 0 ? read : { ...read, shown: chosen };
}

import type { LogName } from './logCalls.ts';
import type { NumberSeries, PlotSource, SeriesQuestion } from './logStudies.ts';

/** One line of a plot: which number of which messages. */
export type PlotLine = Pick<PlotSource, 'clientId' | 'topic' | 'pointer'>;

/** The busiest of a log's numbers are offered, no more than these: nobody reads a longer list. */
export const mostPlotSources = 1_000;

/** More lines than these nobody tells apart. */
export const mostPlotLines = 12;

/** What a page does not know by itself. */
export interface PlotState {
  readonly log: LogName;
  /** The lines that were chosen since this was asked last, to be drawn as well. */
  readonly lines: readonly PlotLine[];
}

/** Calls the plot makes and the extension host answers. */
export interface PlotCalls {
  state(): PlotState;
  series(question: SeriesQuestion): NumberSeries;
  /** Asks the user which lines to draw; those that are drawn are chosen at first. Gives the same ones back when the user leaves. */
  choose(lines: readonly PlotLine[]): readonly PlotLine[];
}

/** News the extension host tells the plot. */
export interface PlotNews {
  /** The log grew; at most ten times a second, and never while the plot is hidden. */
  grew(): void;
  /** The log was cleared: what was drawn is no longer there. */
  cleared(): void;
  /** Lines were chosen outside of the page: `state` has them. */
  chosen(): void;
}

/** What the number of a pointer is called: `d.temp` for `/d/temp`, and `value` where the payload is nothing but the number. */
export function numberName(pointer: string): string {
  return pointer === '' ? 'value' : pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Whether two lines are of the same number. */
export function isSameLine(one: PlotLine, other: PlotLine): boolean {
  return one.clientId === other.clientId && one.topic === other.topic && one.pointer === other.pointer;
}

/** What a page kept, as lines; what is none is left out, because another version may have kept it. */
export function readPlotLines(kept: unknown): readonly PlotLine[] {
  if (!Array.isArray(kept)) return [];
  return (kept as readonly unknown[]).flatMap((line) => (isPlotLine(line) ? line : [])).slice(0, mostPlotLines);
}

function isPlotLine(value: unknown): value is PlotLine {
  if (typeof value !== 'object' || value === null) return false;
  const { clientId, topic, pointer } = value as Partial<PlotLine>;
  return [clientId, topic, pointer].every((text) => typeof text === 'string');
}

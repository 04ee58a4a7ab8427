import type { NumberSeries } from '../../rpc/log/logStudies.ts';
import type { PlotLine } from '../../rpc/log/plotContract.ts';
import { PointThinner, type Points } from '../../rpc/log/pointThinner.ts';

/** About how many points of each line are kept and drawn: more than a screen has columns. */
export const pointsOfLine = 4_000;

/** What is known of one line: its points, and of them the last, the least and the greatest. */
export interface LineSummary {
  readonly line: PlotLine;
  readonly last: number | undefined;
  readonly least: number | undefined;
  readonly greatest: number | undefined;
}

/** The points of all lines that are drawn. However long they grow, the memory that they take does not. */
export class PlotLines {
  readonly lines: readonly PlotLine[];
  readonly #thinners: readonly PointThinner[];

  constructor(lines: readonly PlotLine[]) {
    this.lines = lines;
    this.#thinners = lines.map(() => new PointThinner(pointsOfLine));
  }

  /** Takes points that follow those before, in the order of the lines. */
  take({ series }: NumberSeries): void {
    for (const [at, { times, values }] of series.entries())
      for (const [index, time] of times.entries()) this.#thinners[at]?.add(time, values[index] ?? 0);
  }

  forgetBefore(time: number): void {
    for (const thinner of this.#thinners) thinner.forgetBefore(time);
  }

  points(): readonly Points[] {
    return this.#thinners.map((thinner) => thinner.points());
  }
}

/** The figures of lines, by what is drawn of each. */
export function summariesOf(lines: readonly PlotLine[], points: readonly Points[]): readonly LineSummary[] {
  return lines.map((line, at) => ({ line, ...summaryOf(points[at]?.values ?? new Float64Array()) }));
}

function summaryOf(values: Float64Array): Omit<LineSummary, 'line'> {
  if (values.length === 0) return { last: undefined, least: undefined, greatest: undefined };
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return { last: values.at(-1), least, greatest };
}

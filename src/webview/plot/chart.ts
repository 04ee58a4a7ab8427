import uPlot from 'uplot';
import type { Points } from '../../rpc/log/pointThinner.ts';
import { dateAndTime, timeOfDay } from '../text/figures.ts';
import { numberText } from './lineText.ts';
import { colorCount } from './look.ts';

/** A stretch of time, in milliseconds since the epoch. */
export interface TimeRange {
  readonly since: number;
  readonly until: number;
}

/** What a chart takes its looks from. */
export interface ChartLook {
  /** One for each line. */
  readonly colors: readonly string[];
  readonly text: string;
  readonly grid: string;
  readonly font: string;
}

/** What a reader does with a chart. */
export interface ChartEars {
  /** The cursor stands on one of the chart's times, or on none. */
  cursor(at: number | undefined): void;
  zoom(range: TimeRange): void;
  reset(): void;
}

const height = 320;

/** The lines on a canvas, drawn by uPlot. It is made anew when other lines or other colors are drawn. */
export class Chart {
  readonly #plot: uPlot;
  #range: TimeRange | undefined;
  #data: uPlot.AlignedData = [[]];

  constructor(place: HTMLElement, look: ChartLook, ears: ChartEars) {
    const axis = { stroke: look.text, font: look.font, grid: { stroke: look.grid, width: 1 }, ticks: { stroke: look.grid, width: 1 } };
    this.#plot = new uPlot(
      {
        width: Math.max(200, place.clientWidth),
        height,
        ms: 1,
        legend: { show: false },
        cursor: { y: false, drag: { x: true, y: false, setScale: false }, bind: { dblclick: () => () => (ears.reset(), null) } },
        scales: { x: { time: true, range: (_, least, greatest) => this.#shownRange(least, greatest) } },
        axes: [
          { ...axis, values: (_plot, times, _axis, _space, step) => times.map((time) => timeText(time, step)) },
          { ...axis, size: 70, values: (_, values) => values.map((value) => numberText(value)) },
        ],
        series: [
          {},
          ...look.colors.map((stroke, at) => ({
            stroke,
            width: 1.5,
            spanGaps: true,
            points: { size: 4, fill: stroke },
            ...(at < colorCount ? {} : { dash: [6, 4] }),
          })),
        ],
        hooks: {
          setCursor: [({ cursor: { idx } }) => ears.cursor(idx ?? undefined)],
          setSelect: [
            (plot) => {
              const { left, width } = plot.select;
              plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
              if (width > 2) ears.zoom({ since: plot.posToVal(left, 'x'), until: plot.posToVal(left + width, 'x') });
            },
          ],
        },
      },
      this.#data,
      place,
    );
  }

  /** The times of the chart, of all lines together. */
  get times(): ArrayLike<number> {
    return this.#data[0];
  }

  /** Draws these lines; `range` is the time that is shown, all of it without one. */
  draw(lines: readonly Points[], range: TimeRange | undefined): void {
    this.#range = range;
    this.#data = lines.length === 0 ? [[]] : uPlot.join(lines.map(({ times, values }) => [times, values]));
    this.#plot.setData(this.#data);
  }

  /** The value of each line at one of the times, or the last one before it. */
  valuesAt(at: number): readonly (number | undefined)[] {
    return this.#data.slice(1).map((values) => {
      for (let before = at; before >= 0; before--) {
        const value = values?.[before];
        if (typeof value === 'number') return value;
      }
      return undefined;
    });
  }

  /** Puts the cursor on one of the times. */
  point(at: number): void {
    const time = this.times[at];
    if (time !== undefined) this.#plot.setCursor({ left: this.#plot.valToPos(time, 'x'), top: 0 });
  }

  resize(width: number): void {
    this.#plot.setSize({ width: Math.max(200, width), height });
  }

  dispose(): void {
    this.#plot.destroy();
  }

  #shownRange(least: number | null, greatest: number | null): [number, number] {
    if (this.#range !== undefined) return [this.#range.since, this.#range.until];
    if (least === null || greatest === null) return [Date.now() - 60_000, Date.now()];
    return least === greatest ? [least - 500, greatest + 500] : [least, greatest];
  }
}

/** A time on an axis whose marks are so many milliseconds apart, as exact as it takes to tell them apart. */
function timeText(time: number, step: number): string {
  if (step >= 3_600_000) return dateAndTime(time).slice(5, 16);
  return timeOfDay(time).slice(0, step < 1_000 ? 12 : 8);
}

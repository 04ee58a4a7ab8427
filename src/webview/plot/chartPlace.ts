import type { PlotLine } from '../../rpc/log/plotContract.ts';
import type { Points } from '../../rpc/log/pointThinner.ts';
import { element } from '../element.ts';
import { timeOfDay } from '../text/figures.ts';
import { Chart, type ChartEars, type TimeRange } from './chart.ts';
import { movedCursor, zoomedAround } from './cursor.ts';
import { lineText, numberText } from './lineText.ts';
import { followTheme, lookOf } from './look.ts';
import { summariesOf, type LineSummary } from './plotLines.ts';

/** What is read at the cursor. */
export interface CursorReading {
  readonly time: number;
  readonly values: readonly (number | undefined)[];
}

/** What a reader does with it. `cursor`: {@link ChartPlace.cursor} is another one. */
interface PlaceEars extends Pick<ChartEars, 'zoom' | 'reset'> {
  cursor(): void;
}

/**
 * Where the chart stands: it has it drawn anew for other lines, another theme or another width, and lets its cursor be moved by keys. For
 * screen readers it is a slider through time that says what it stands on.
 */
export class ChartPlace {
  readonly element = element('div', 'chart');
  readonly #ears: PlaceEars;
  #chart: Chart | undefined;
  #lines: readonly PlotLine[] = [];
  #points: readonly Points[] = [];
  #range: TimeRange | undefined;
  #colors: readonly string[] = [];
  #at: number | undefined;
  /** Where the reader put the cursor by keys: it stays there while points come. */
  #kept: number | undefined;

  constructor(ears: PlaceEars) {
    this.#ears = ears;
  }

  get colors(): readonly string[] {
    return this.#colors;
  }

  get summaries(): readonly LineSummary[] {
    return summariesOf(this.#lines, this.#points);
  }

  get cursor(): CursorReading | undefined {
    const time = this.#at === undefined ? undefined : this.#chart?.times[this.#at];
    return time === undefined || this.#at === undefined ? undefined : { time, values: this.#chart?.valuesAt(this.#at) ?? [] };
  }

  /** Begins to follow keys, the theme and the width. */
  start(): void {
    this.element.role = 'slider';
    this.element.tabIndex = 0;
    this.element.ariaLabel = 'Cursor of the chart';
    this.element.ariaValueMin = '0';
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.element.addEventListener('pointermove', () => (this.#kept = undefined));
    followTheme(() => this.#renew());
    new ResizeObserver(() => this.#chart?.resize(this.element.clientWidth)).observe(this.element);
  }

  draw(lines: readonly PlotLine[], points: readonly Points[], range: TimeRange | undefined): void {
    const isAnother = lines !== this.#lines;
    this.#lines = lines;
    this.#points = points;
    this.#range = range;
    this.element.hidden = lines.length === 0;
    if (isAnother) this.#renew();
    else this.#redraw();
  }

  #renew(): void {
    this.#chart?.dispose();
    this.#chart = undefined;
    this.#at = undefined;
    const look = lookOf(this.#lines.length);
    this.#colors = look.colors;
    if (this.#lines.length > 0) {
      const { zoom, reset } = this.#ears;
      this.#chart = new Chart(this.element, look, { zoom, reset, cursor: (at) => this.#pointed(at) });
    }
    this.#redraw();
  }

  #redraw(): void {
    this.#chart?.draw(this.#points, this.#range);
    const times = this.#times;
    const kept = this.#kept;
    if (kept !== undefined && times.length > 0) {
      const at = Array.prototype.findLastIndex.call(times, (time: number) => time <= kept);
      this.#chart?.point(Math.max(0, at));
    }
    this.#say();
  }

  get #times(): ArrayLike<number> {
    return this.#chart?.times ?? [];
  }

  #pointed(at: number | undefined): void {
    if (at === this.#at) return;
    this.#at = at;
    this.#say();
    this.#ears.cursor();
  }

  #say(): void {
    this.element.ariaValueMax = String(Math.max(0, this.#times.length - 1));
    this.element.ariaValueNow = String(this.#at ?? Math.max(0, this.#times.length - 1));
    this.element.ariaValueText = this.#reading();
  }

  #reading(): string {
    const { cursor } = this;
    if (cursor === undefined) return this.#times.length === 0 ? 'No values' : 'Not on a value';
    const values = this.#lines.map((line, at) => `${lineText(line).number} ${numberText(cursor.values[at])}`);
    return `${timeOfDay(cursor.time)}: ${values.join(', ')}`;
  }

  #key(event: KeyboardEvent): void {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const { length } = this.#times;
    const to = length === 0 ? undefined : movedCursor(key, shiftKey, this.#at, length);
    if (to !== undefined) this.#moveTo(to);
    else if (key === '+' || key === '-') this.#zoomBy(key === '+' ? 1 / 2 : 2);
    else if (key === '0') this.#ears.reset();
    else return;
    event.preventDefault();
  }

  #moveTo(at: number): void {
    this.#kept = this.#times[at];
    this.#chart?.point(at);
    this.#pointed(at);
  }

  #zoomBy(factor: number): void {
    const [first, last] = [this.#times[0] ?? 0, this.#times[this.#times.length - 1] ?? 0];
    const shown = this.#range ?? { since: first, until: last };
    // Without a cursor the latest value is what matters most.
    this.#ears.zoom(zoomedAround(shown, this.cursor?.time ?? (last || shown.until), factor));
  }
}

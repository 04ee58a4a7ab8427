import type { Server } from '../../../src/rpc/contract.ts';
import type { SeriesQuestion } from '../../../src/rpc/log/logStudies.ts';
import type { PlotCalls, PlotLine, PlotNews } from '../../../src/rpc/log/plotContract.ts';
import { Service } from '../../../src/rpc/service.ts';
import type { Wire } from '../../../src/rpc/wire.ts';
import { installFakeVscode, type FakeTheme } from './fakeVscode.ts';

/** How a fake host of a plot begins. */
export interface FakePlotSettings {
  /** The lines that were chosen before the page was there. */
  readonly lines: readonly PlotLine[];
  /** How long before now the first point is, in milliseconds, and how many there are, one each second; of every line. */
  readonly points: { readonly before: number; readonly count: number };
  readonly log?: 'live' | 'file-1';
  readonly theme?: FakeTheme;
}

/** The extension host behind a plot, as a test drives it. A point's value is its number in the log. */
export class FakePlot {
  /** The questions that the page asked, in order. */
  readonly questions: SeriesQuestion[] = [];
  /** What the user chooses when asked. */
  choice: readonly PlotLine[] = [];
  /** Why the next question fails, if it does. */
  failing: string | undefined;
  readonly #service: Service<PlotCalls, PlotNews>;
  readonly #log: 'live' | 'file-1';
  #lines: readonly PlotLine[];
  readonly #times: number[];

  constructor(wire: Wire, { lines, points, log = 'live' }: FakePlotSettings) {
    this.#lines = lines;
    this.#log = log;
    const start = Date.now() - points.before;
    this.#times = Array.from({ length: points.count }, (_, at) => start + at * 1_000);
    this.#service = new Service<PlotCalls, PlotNews>(wire, this.#server());
  }

  start(): void {
    this.#service.start();
  }

  /** So many more points came just now. */
  grow(count: number): void {
    const now = Date.now();
    for (let at = 0; at < count; at++) this.#times.push(now + at);
    this.#service.tell('grew');
  }

  clear(): void {
    this.#times.length = 0;
    this.#service.tell('cleared');
  }

  /** Other lines were chosen outside of the page. */
  choose(lines: readonly PlotLine[]): void {
    this.#lines = lines;
    this.#service.tell('chosen');
  }

  #server(): Server<PlotCalls> {
    return {
      state: () => {
        const lines = this.#lines;
        this.#lines = [];
        return { log: this.#log, lines };
      },
      choose: () => this.choice,
      series: (question) => {
        this.questions.push(question);
        const { failing } = this;
        this.failing = undefined;
        if (failing !== undefined) throw new Error(failing);
        const { sources, from, since = -Infinity, until = Infinity } = question;
        const points = this.#times.flatMap((time, at) => (at >= from && time >= since && time <= until ? [{ time, at }] : []));
        const line = { times: Float64Array.from(points, ({ time }) => time), values: Float64Array.from(points, ({ at }) => at) };
        return { series: sources.map(() => line), next: this.#times.length };
      },
    };
  }
}

declare global {
  var fakePlotSettings: FakePlotSettings;
  var fakePlot: FakePlot;
}

globalThis.fakePlot = new FakePlot(installFakeVscode(globalThis.fakePlotSettings.theme), globalThis.fakePlotSettings);
globalThis.fakePlot.start();

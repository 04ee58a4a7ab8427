import type { Caller } from '../../rpc/caller.ts';
import type { PlotCalls, PlotLine, PlotNews } from '../../rpc/log/plotContract.ts';
import type { TimeRange } from './chart.ts';
import { PlotLines, pointsOfLine } from './plotLines.ts';

/** The extension host as a plot sees it: it answers calls. */
export type PlotHost = Pick<Caller<PlotCalls, PlotNews>, 'ask'>;

/** What tells of a feed. */
export interface FeedEars {
  /** There are other points. */
  changed(): void;
  failed(error: unknown): void;
}

/** Pulls the points of some lines: all of them at first, then whatever came since. One question at a time. */
export class PlotFeed {
  readonly data: PlotLines;
  readonly #host: PlotHost;
  readonly #ears: FeedEars;
  readonly #range: Partial<TimeRange>;
  #next = 0;
  #asking = false;
  #again = false;
  #loaded = false;
  #disposed = false;

  /** `range`: messages outside of it are of no interest. */
  constructor(host: PlotHost, lines: readonly PlotLine[], range: Partial<TimeRange>, ears: FeedEars) {
    this.#host = host;
    this.data = new PlotLines(lines);
    this.#range = range;
    this.#ears = ears;
  }

  /** Whether there was an answer. */
  get isLoaded(): boolean {
    return this.#loaded;
  }

  /** Asks for what there is since the last answer. */
  async pull(): Promise<void> {
    this.#again = true;
    if (this.#asking || this.data.lines.length === 0) return;
    this.#asking = true;
    try {
      while (this.#again && !this.#disposed) {
        this.#again = false;
        const question = { sources: this.data.lines, from: this.#next, points: pointsOfLine, ...this.#range };
        const answer = await this.#host.ask('series', question);
        if (this.#disposed) return;
        this.data.take(answer);
        this.#next = answer.next;
        this.#loaded = true;
        this.#ears.changed();
      }
    } catch (error) {
      if (!this.#disposed) this.#ears.failed(error);
    } finally {
      this.#asking = false;
    }
  }

  /** An answer that is still to come is not taken any more. */
  dispose(): void {
    this.#disposed = true;
  }
}

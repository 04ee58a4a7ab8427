import { render } from 'preact';
import { isSameLine, mostPlotLines, type PlotLine } from '../../rpc/log/plotContract.ts';
import type { LogName } from '../../rpc/log/logCalls.ts';
import { element } from '../element.ts';
import { Reports } from '../reports.ts';
import type { VscodeApi } from '../vscodeApi.ts';
import type { TimeRange } from './chart.ts';
import { ChartPlace } from './chartPlace.ts';
import { PlotFeed, type PlotHost } from './plotFeed.ts';
import { PlotFoot, PlotHead, type PlotActions } from './plotPage.tsx';
import { readKept, spans, type KeptPlot, type Span } from './plotState.ts';

const opening = 'The plot could not be opened';
const loading = 'The numbers could not be loaded';
const choosing = 'No numbers could be chosen';

/** The whole plot: what is drawn of which time, and what a reader does about it. */
export class PlotView {
  readonly #root: HTMLElement;
  readonly #host: PlotHost;
  readonly #api: VscodeApi;
  readonly #reports = new Reports(() => this.#drawHead());
  readonly #head = element('div', 'head');
  readonly #foot = element('div', 'foot');
  readonly #chart: ChartPlace;
  readonly #actions: PlotActions;
  #log: LogName = 'live';
  #feed: PlotFeed;
  #span: Span;
  #paused = false;
  #zoom: TimeRange | undefined;
  #begun = false;

  constructor(root: HTMLElement, host: PlotHost, api: VscodeApi) {
    this.#root = root;
    this.#host = host;
    this.#api = api;
    const kept = readKept(api.getState());
    this.#span = kept?.span ?? spans[1];
    this.#feed = this.#feedOf(kept?.lines ?? []);
    this.#chart = new ChartPlace({
      cursor: () => this.#drawFoot(),
      zoom: (range) => this.#zoomTo(range),
      reset: () => this.#zoomTo(undefined),
    });
    this.#actions = {
      choose: () => void this.#choose(),
      remove: (line) => this.#show(this.#feed.data.lines.filter((drawn) => !isSameLine(drawn, line))),
      show: (span) => this.#showSpan(span),
      pause: () => this.#pause(),
      resetZoom: () => this.#zoomTo(undefined),
    };
  }

  /** Draws the page and asks for what it shows. */
  start(): void {
    const main = element('main', 'plot');
    main.append(this.#head, this.#chart.element, this.#foot);
    this.#root.append(main);
    this.#chart.start();
    this.#draw();
    void this.chosen();
  }

  /** The log grew. */
  grew(): void {
    if (this.#begun && !this.#paused && this.#zoom === undefined) void this.#feed.pull();
  }

  /** The log was cleared. */
  cleared(): void {
    if (this.#begun) this.#load();
  }

  /** Lines were chosen outside of the page. */
  async chosen(): Promise<void> {
    try {
      const { log, lines } = await this.#host.ask('state');
      this.#log = log;
      this.#begun = true;
      this.#reports.worked(opening);
      // A log that does not grow has nothing of the last minutes.
      if (log !== 'live') this.#span = allTime;
      const drawn = this.#feed.data.lines;
      this.#show([...drawn, ...lines.filter((line) => !drawn.some((other) => isSameLine(line, other)))]);
    } catch (error) {
      this.#reports.failed(opening, error, () => void this.chosen());
    }
  }

  async #choose(): Promise<void> {
    try {
      const lines = await this.#host.ask('choose', this.#feed.data.lines);
      this.#reports.worked(choosing);
      this.#show(lines);
    } catch (error) {
      this.#reports.failed(choosing, error);
    }
  }

  #show(lines: readonly PlotLine[]): void {
    this.#load(lines.slice(0, mostPlotLines));
    this.#keep();
  }

  #showSpan(span: Span): void {
    this.#span = span;
    this.#zoom = undefined;
    this.#load();
    this.#keep();
  }

  #zoomTo(range: TimeRange | undefined): void {
    if (range === undefined && this.#zoom === undefined) return;
    this.#zoom = range;
    this.#load();
  }

  #pause(): void {
    this.#paused = !this.#paused;
    if (this.#paused) this.#drawHead();
    else this.#load();
  }

  /** Asks for everything anew: for other lines or another time other points are drawn. */
  #load(lines = this.#feed.data.lines): void {
    this.#feed.dispose();
    this.#feed = this.#feedOf(lines);
    this.#draw();
    void this.#feed.pull();
  }

  #feedOf(lines: readonly PlotLine[]): PlotFeed {
    const { ms } = this.#span;
    const range = this.#zoom ?? (ms === undefined ? {} : { since: Date.now() - ms });
    return new PlotFeed(this.#host, lines, range, {
      changed: () => {
        this.#reports.worked(loading);
        this.#draw();
      },
      failed: (error) => this.#reports.failed(loading, error, () => this.#load()),
    });
  }

  #keep(): void {
    const kept: KeptPlot = { log: this.#log, lines: this.#feed.data.lines, span: this.#span.name };
    this.#api.setState(kept);
  }

  #draw(): void {
    const range = this.#shownRange();
    if (range !== undefined && this.#zoom === undefined) this.#feed.data.forgetBefore(range.since);
    const { lines } = this.#feed.data;
    this.#chart.draw(lines, this.#feed.data.points(), range);
    this.#drawHead();
    this.#drawFoot();
  }

  #shownRange(): TimeRange | undefined {
    if (this.#zoom !== undefined || this.#span.ms === undefined) return this.#zoom;
    const until = Date.now();
    return { since: until - this.#span.ms, until };
  }

  #drawHead(): void {
    render(
      <PlotHead
        span={this.#span}
        paused={this.#paused}
        zoomed={this.#zoom !== undefined}
        failure={this.#reports.failure}
        dismiss={() => this.#reports.dismiss()}
        actions={this.#actions}
      />,
      this.#head,
    );
  }

  #drawFoot(): void {
    render(
      <PlotFoot
        lines={this.#chart.summaries}
        colors={this.#chart.colors}
        cursor={this.#chart.cursor}
        loading={!this.#begun}
        actions={this.#actions}
      />,
      this.#foot,
    );
  }
}

const allTime = spans[3];

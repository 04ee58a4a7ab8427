import type * as vscode from 'vscode';
import type { LogName } from '../../../rpc/log/logCalls.ts';
import { Pace } from '../../../rpc/pace.ts';
import { isSameLine, type PlotCalls, type PlotLine, type PlotNews } from '../../../rpc/log/plotContract.ts';
import { plotPage } from '../../../rpc/log/plotPage.ts';
import { Service } from '../../../rpc/service.ts';
import { Bin } from '../../bin.ts';
import type { Engine } from '../../engine.ts';
import { showWebviewPage } from '../showWebviewPage.ts';
import { WebviewWire } from '../webviewWire.ts';
import { askLines, withDrawn } from './askLines.ts';

/** How often a visible plot is told that the log grew, in milliseconds. */
const newsEveryMs = 100;

/** What a plot is served with. */
export interface PlotParts {
  readonly engine: Engine;
  readonly extensionUri: vscode.Uri;
}

/** One plot: serves its page, which pulls what it draws and is told nothing while it is hidden. */
export class PlotPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #log: LogName;
  readonly #parts: PlotParts;
  readonly #service: Service<PlotCalls, PlotNews>;
  readonly #bin = new Bin();
  /** Lines that the page was not told of yet. */
  #lines: readonly PlotLine[] = [];

  constructor(panel: vscode.WebviewPanel, log: LogName, parts: PlotParts) {
    this.#panel = panel;
    this.#log = log;
    this.#parts = parts;
    const { engine } = parts;
    this.#service = new Service<PlotCalls, PlotNews>(new WebviewWire(panel.webview), {
      state: () => ({ log, lines: this.#takeLines() }),
      series: async (question) => (await engine.calls()).ask('series', log, question),
      choose: (lines) => this.#choose(lines),
    });
  }

  /** Begins to serve the page, until the panel is closed; calls `closed` then. */
  start(closed: () => void): void {
    const panel = this.#panel;
    const { engine, extensionUri } = this.#parts;
    this.#bin.add(this.#service).start();
    const pace = this.#bin.add(new Pace(() => this.#service.tell('grew'), newsEveryMs));
    let isEmpty = false;
    this.#bin.add(
      engine.onLog(({ log, item: { extent } }) => {
        if (log !== this.#log) return;
        const isCleared = !isEmpty && extent.first === extent.end;
        isEmpty = extent.first === extent.end;
        if (!panel.visible) return;
        if (isCleared) this.#service.tell('cleared');
        else pace.poke();
      }),
    );
    panel.onDidDispose(() => {
      this.#bin.dispose();
      closed();
    });
    showWebviewPage(panel.webview, extensionUri, 'plot', plotPage);
  }

  /** Shows the plot with these lines as well. */
  show(lines: readonly PlotLine[]): void {
    this.#lines = lines;
    this.#panel.reveal();
    // A page that is not there yet asks by itself.
    this.#service.tell('chosen');
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #takeLines(): readonly PlotLine[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  async #choose(drawn: readonly PlotLine[]): Promise<readonly PlotLine[]> {
    const sources = await (await this.#parts.engine.calls()).ask('plotSources', this.#log);
    return (await askLines(withDrawn(sources, drawn), (line) => drawn.some((other) => isSameLine(line, other)))) ?? drawn;
  }
}

import * as vscode from 'vscode';
import type { LogName } from '../../../rpc/log/logCalls.ts';
import { isSameLine, type PlotLine } from '../../../rpc/log/plotContract.ts';
import { panels } from '../../ids.ts';
import { askLines } from './askLines.ts';
import { PlotPanel, type PlotParts } from './plotPanel.ts';

/** Which messages a plot was asked for from, where it was from one. */
type Origin = Pick<PlotLine, 'clientId' | 'topic'> | undefined;

/** The plots of the window, one for each log. */
export class Plots {
  readonly #parts: PlotParts;
  readonly #open = new Map<LogName, PlotPanel>();

  constructor(parts: PlotParts) {
    this.#parts = parts;
  }

  /** Asks which numbers of a log to draw, those of the message it was asked from, or else the busiest, chosen at first, and draws them. */
  async ask(log: LogName, origin: Origin): Promise<void> {
    const sources = await (await this.#parts.engine.calls()).ask('plotSources', log);
    const isOfOrigin = (line: PlotLine): boolean => line.clientId === origin?.clientId && line.topic === origin.topic;
    const first = origin === undefined ? sources.slice(0, 1) : sources.filter(isOfOrigin).slice(0, mostPreselected);
    const lines = await askLines(sources, (line) => first.some((chosen) => isSameLine(chosen, line)));
    if (lines !== undefined && lines.length > 0) this.#of(log).show(lines);
  }

  /** Serves a panel that VS Code brought back after a reload. Logs of files are closed by then, and their names may be others' now. */
  restore(panel: vscode.WebviewPanel, kept: unknown): void {
    const isLive = typeof kept === 'object' && kept !== null && 'log' in kept && kept.log === 'live';
    if (isLive && !this.#open.has('live')) this.#serve(panel, 'live');
    else panel.dispose();
  }

  dispose(): void {
    for (const plot of this.#open.values()) plot.dispose();
  }

  #of(log: LogName): PlotPanel {
    const open = this.#open.get(log);
    if (open !== undefined) return open;
    const title = log === 'live' ? vscode.l10n.t('Plot of Device Traffic') : vscode.l10n.t('Plot of Traffic File');
    return this.#serve(vscode.window.createWebviewPanel(panels.plot, title, vscode.ViewColumn.Active), log);
  }

  #serve(panel: vscode.WebviewPanel, log: LogName): PlotPanel {
    const plot = new PlotPanel(panel, log, this.#parts);
    this.#open.set(log, plot);
    plot.start(() => this.#open.delete(log));
    return plot;
  }
}

const mostPreselected = 4;

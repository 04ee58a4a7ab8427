import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Caller } from '../../rpc/caller.ts';
import type { Server } from '../../rpc/contract.ts';
import type { EngineCalls, EngineNews } from '../../rpc/engineContract.ts';
import type { LogNewsItem, ViewExtent } from '../../rpc/log/logCalls.ts';
import type { LogCalls, LogNews, LogPlace, LogStatus, PageRow, RowAct } from '../../rpc/log/logContract.ts';
import { trafficLogPage } from '../../rpc/log/logPage.ts';
import { Pace } from '../../rpc/pace.ts';
import type { RowNumbers } from '../../rpc/log/traffic.ts';
import { Service } from '../../rpc/service.ts';
import { Bin } from '../bin.ts';
import type { Connections } from '../connections/connections.ts';
import type { Engine } from '../engine.ts';
import { commands } from '../ids.ts';
import type { LogSource } from './logSource.ts';
import { pendingRows } from './pendingRows.ts';
import { readRetention } from './readRetention.ts';
import { showWebviewPage } from './showWebviewPage.ts';
import { WebviewWire } from './webviewWire.ts';

/** How often a visible log view is told that the log grew, in milliseconds. */
const newsEveryMs = 100;

/** A webview, and what it is served with. */
export interface ServedLogParts {
  readonly webview: vscode.Webview;
  readonly isVisible: () => boolean;
  /** Gives the keyboard to it, where it is still there. */
  readonly focus: () => void;
  readonly source: LogSource;
  readonly engine: Engine;
  readonly connections: Connections;
  readonly extensionUri: vscode.Uri;
}

/** One webview that shows a log. It pulls what it shows, and is told nothing while it is hidden; the engine knows it as one view. */
export class ServedLog {
  readonly #parts: ServedLogParts;
  readonly #id = randomUUID();
  readonly #bin = new Bin();
  readonly #service: Service<LogCalls, LogNews>;
  readonly #pace: Pace;
  #filter = '';
  #rows: RowNumbers | undefined;
  /** Resolved when this engine knows the view; undefined when none does. */
  #opening: Promise<void> | undefined;
  #extent: ViewExtent = { first: 0, end: 0 };
  #latest: LogNewsItem | undefined;
  #toReveal: number | undefined;
  #hasAsked = false;

  constructor(parts: ServedLogParts) {
    this.#parts = parts;
    this.#service = this.#bin.add(new Service<LogCalls, LogNews>(new WebviewWire(parts.webview), this.#server()));
    this.#pace = this.#bin.add(new Pace(() => this.#service.tell('changed', this.#status()), newsEveryMs));
  }

  /** Shows the page and answers it from now on. */
  start(): void {
    const { webview, engine, connections, extensionUri } = this.#parts;
    this.#service.start();
    this.#bin.add(engine.onLog(({ log, item }) => log === this.#parts.source.log && this.#take(item)));
    this.#bin.add(engine.onStore(() => this.changed()));
    this.#bin.add(engine.onCrash(() => this.#lost()));
    this.#bin.add(connections.onChange(() => this.changed()));
    showWebviewPage(webview, extensionUri, 'trafficLog', trafficLogPage);
  }

  /** What it shows, for commands that were given nothing. */
  get place(): LogPlace {
    const rows = this.#rows;
    return { log: this.#parts.source.log ?? 'live', filter: this.#filter, ...(rows === undefined ? {} : { rows }) };
  }

  /** Something around the rows may be different, or the view was shown. */
  changed(): void {
    if (this.#isHeard()) this.#pace.poke();
  }

  /** Has the reader see a row, as soon as the page is there. */
  reveal(seq: number): void {
    if (this.#hasAsked && this.#parts.isVisible()) this.#service.tell('reveal', seq);
    else this.#toReveal = seq;
  }

  /** Has the page do what the context menu of one of its rows asked for. */
  act(act: RowAct, row: PageRow): void {
    if (this.#hasAsked && this.#parts.isVisible()) this.#service.tell('act', act, row);
  }

  dispose(): void {
    const known = this.#opening !== undefined;
    this.#opening = undefined;
    this.#bin.dispose();
    this.#parts.source.close();
    // An engine that is gone has forgotten it already.
    if (known) void this.#ask((calls) => calls.ask('closeView', this.#id)).catch(() => undefined);
  }

  #server(): Server<LogCalls> {
    return {
      show: (filter) => this.#show(filter),
      rows: (from, count) => this.#inView((calls) => calls.ask('viewRows', this.#id, from, count)),
      placeOf: (seq) => this.#inView((calls) => calls.ask('placeOf', this.#id, seq)),
      find: (question) => this.#inView((calls) => calls.ask('findRow', this.#id, question)),
      known: async () => {
        const log = await this.#parts.source.open();
        return this.#ask((calls) => calls.ask('known', log));
      },
      message: async (seq) => {
        const log = await this.#parts.source.open();
        return this.#ask((calls) => calls.ask('message', seq, log));
      },
      chosen: (rows) => void (this.#rows = rows),
      copy: async (text) => vscode.env.clipboard.writeText(text),
      register: async (attempt) => {
        await vscode.commands.executeCommand(commands.registerAttempt, attempt);
      },
      answer: async (row) => {
        await vscode.commands.executeCommand(commands.answerRequest, row);
        this.#parts.focus();
      },
      run: async (command, place) => {
        await vscode.commands.executeCommand(commands[command], place);
        // After a question VS Code gives the keyboard to an editor, not back to a page.
        if (command === 'addMarker') this.#parts.focus();
      },
    };
  }

  async #show(filter: string): Promise<LogStatus> {
    await this.#open(filter);
    this.#filter = filter;
    this.#hasAsked = true;
    const seq = this.#toReveal;
    this.#toReveal = undefined;
    // The answer goes first: the page has no rows before it.
    if (seq !== undefined) setImmediate(() => this.#service.tell('reveal', seq));
    return this.#status();
  }

  /** Asks about the view, which the engine may have to be told of once more. */
  async #inView<T>(ask: (calls: Caller<EngineCalls, EngineNews>) => Promise<T>): Promise<T> {
    this.#opening ??= this.#open(this.#filter);
    await this.#opening;
    return this.#ask(ask);
  }

  async #ask<T>(ask: (calls: Caller<EngineCalls, EngineNews>) => Promise<T>): Promise<T> {
    return ask(await this.#parts.engine.calls());
  }

  #open(filter: string): Promise<void> {
    const opening = this.#openView(filter);
    this.#opening = opening;
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    return opening;
  }

  async #openView(filter: string): Promise<void> {
    const log = await this.#parts.source.open();
    this.#extent = await this.#ask((calls) => calls.ask('openView', this.#id, { log, filter }));
    // What was told before is of another filter.
    if (this.#latest !== undefined) this.#latest = { ...this.#latest, views: { [this.#id]: this.#extent } };
  }

  #take(item: LogNewsItem): void {
    this.#latest = item;
    // An engine that was started again does not know the view yet.
    if (item.views[this.#id] === undefined && this.#hasAsked) this.#opening ??= this.#open(this.#filter);
    // The engine keeps the pace; another one after it would only make rows late.
    if (this.#isHeard()) this.#pace.now();
  }

  /** Whether there is a page. VS Code throws a hidden one away; the one that is shown next asks anew, and hears nothing before. */
  #isHeard(): boolean {
    if (!this.#parts.isVisible()) this.#hasAsked = false;
    return this.#hasAsked;
  }

  #lost(): void {
    this.#opening = undefined;
    // What was counted stays on the screen until the next engine tells.
    if (this.#latest !== undefined) this.#latest = { ...this.#latest, views: {} };
    this.#parts.source.lost();
    this.changed();
  }

  #status(): LogStatus {
    const { source, engine, connections } = this.#parts;
    const { extent = this.#extent, views, counters, hold, recording } = this.#latest ?? {};
    const notice = source.file === undefined ? engine.store.notice : source.notice;
    return {
      log: source.log ?? 'live',
      ...(source.file === undefined ? {} : { file: source.file }),
      extent,
      view: views?.[this.#id] ?? this.#extent,
      counters: counters ?? { session: noCounters, platform: noCounters },
      hold: hold ?? { bytes: 0, retention: readRetention(), pruned: 0 },
      pending: source.file === undefined ? pendingRows(connections) : [],
      ...(recording === undefined ? {} : { recording }),
      ...(notice === undefined || notice === '' ? {} : { notice }),
    };
  }
}

const noCounters = {
  arrived: 0,
  received: 0,
  sent: 0,
  events: 0,
  lost: 0,
  stored: 0,
  repeated: 0,
  pruned: 0,
  cleared: 0,
  dropped: 0,
  kinds: {},
};

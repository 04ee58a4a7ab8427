import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Server } from '../../rpc/contract.ts';
import type { LogCalls, LogNews, LogStatus } from '../../rpc/logContract.ts';
import { trafficLogPage } from '../../rpc/logPage.ts';
import { Service } from '../../rpc/service.ts';
import { Bin } from '../bin.ts';
import type { Connections } from '../connections/connections.ts';
import type { Engine } from '../engine.ts';
import { commands, views } from '../ids.ts';
import { Pace } from '../../rpc/pace.ts';
import { pendingRows } from './pendingRows.ts';
import { WebviewWire } from './webviewWire.ts';

/** How often a visible log view is told that the log grew, in milliseconds. */
const newsEveryMs = 100;

/** *Device Traffic*: the log's webview. It pulls what it shows; it is told nothing while it is hidden. */
export class TrafficView implements vscode.WebviewViewProvider {
  readonly #engine: Engine;
  readonly #connections: Connections;
  readonly #folder: vscode.Uri;

  constructor(engine: Engine, connections: Connections, extensionUri: vscode.Uri) {
    this.#engine = engine;
    this.#connections = connections;
    this.#folder = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  }

  register(bin: Bin): void {
    bin.add(vscode.window.registerWebviewViewProvider(views.traffic, this));
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const bin = new Bin();
    const service = bin.add(new Service<LogCalls, LogNews>(new WebviewWire(view.webview), this.#server()));
    service.start();
    const pace = bin.add(new Pace(() => service.tell('changed', this.#status()), newsEveryMs));
    const changed = (): void => {
      if (view.visible) pace.poke();
    };
    bin.add(this.#engine.onLog(changed));
    bin.add(this.#connections.onChange(changed));
    bin.add(view.onDidChangeVisibility(changed));
    view.onDidDispose(() => bin.dispose());
    view.webview.options = { enableScripts: true, localResourceRoots: [this.#folder] };
    view.webview.html = this.#page(view.webview);
  }

  #server(): Server<LogCalls> {
    return {
      status: async () => {
        await this.#engine.calls();
        return this.#status();
      },
      rows: async (from, count) => (await this.#engine.calls()).ask('rows', from, count),
      message: async (seq) => (await this.#engine.calls()).ask('message', seq),
      clear: async () => {
        await vscode.commands.executeCommand(commands.clearTraffic);
      },
      copy: async (text) => vscode.env.clipboard.writeText(text),
      register: async (attempt) => {
        await vscode.commands.executeCommand(commands.registerAttempt, attempt);
      },
      answer: async (row) => {
        await vscode.commands.executeCommand(commands.answerRequest, row);
      },
    };
  }

  #status(): LogStatus {
    const { extent, counters, store } = this.#engine.logState;
    const pending = pendingRows(this.#connections);
    return { extent, counters, pending, ...(store.notice === undefined ? {} : { notice: store.notice }) };
  }

  #page(webview: vscode.Webview): string {
    const uri = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(this.#folder, name)).toString();
    return trafficLogPage({
      nonce: randomBytes(16).toString('base64'),
      cspSource: webview.cspSource,
      scriptUri: uri('trafficLog.js'),
      styleUri: uri('trafficLog.css'),
      codiconUri: uri('codicon.css'),
    });
  }
}

import * as vscode from 'vscode';
import type { LogPlace, PageRow, RowAct } from '../../rpc/log/logContract.ts';
import type { Bin } from '../bin.ts';
import type { Connections } from '../connections/connections.ts';
import type { Engine } from '../engine.ts';
import { panels, views } from '../ids.ts';
import type { Notices } from '../notices.ts';
import type { LogHost } from './logHost.ts';

/** What log views are served with. */
export interface TrafficParts {
  readonly engine: Engine;
  readonly connections: Connections;
  readonly notices: Notices;
  readonly bin: Bin;
  readonly extensionUri: vscode.Uri;
}

/** *Device Traffic*, in the panel and in editors. What serves it is loaded when it is first shown. */
export class TrafficView {
  readonly #parts: TrafficParts;
  #host: Promise<LogHost> | undefined;

  constructor(parts: TrafficParts) {
    this.#parts = parts;
  }

  register(): void {
    const { bin, engine } = this.#parts;
    const { window, workspace } = vscode;
    bin.add(window.registerWebviewViewProvider(views.traffic, { resolveWebviewView: async (view) => (await this.load()).showView(view) }));
    bin.add(
      window.registerWebviewPanelSerializer(panels.traffic, {
        deserializeWebviewPanel: async (panel) => (await this.load()).restoreEditor(panel),
      }),
    );
    bin.add(
      window.registerCustomEditorProvider(panels.trafficFile, {
        openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
        resolveCustomEditor: async ({ uri }, panel) => (await this.load()).showFile(uri, panel),
      }),
    );
    bin.add(
      workspace.onDidChangeConfiguration((event) => {
        // An engine that ends meanwhile reads the settings when it starts again.
        if (event.affectsConfiguration('wiotp.traffic')) engine.configureRetention().catch(() => undefined);
      }),
    );
  }

  /** Everything about log views, in its own bundle. */
  load(): Promise<LogHost> {
    this.#host ??= this.#load();
    return this.#host;
  }

  /** Has the user see a row: in the editor that shows its log, or else in the panel. */
  async reveal(place: LogPlace): Promise<void> {
    await (await this.load()).reveal(place);
  }

  /** Has the page of a row do what its context menu asked for. */
  async act(act: RowAct, row: PageRow): Promise<void> {
    (await this.load()).act(act, row);
  }

  async #load(): Promise<LogHost> {
    const { LogHost: Host } = await import('./logHost.ts');
    const host = new Host(this.#parts);
    host.start();
    return host;
  }
}

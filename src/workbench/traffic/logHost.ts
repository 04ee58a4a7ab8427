import * as vscode from 'vscode';
import type { LogHold } from '../../rpc/log/logCalls.ts';
import type { LogPlace, PageRow, RowAct } from '../../rpc/log/logContract.ts';
import { panels, views } from '../ids.ts';
import { FileLog } from './files/fileLog.ts';
import { Recording } from './files/recording.ts';
import { ServedLog, type ServedLogParts } from './servedLog.ts';
import { liveSource, type LogSource } from './logSource.ts';
import type { TrafficParts } from './trafficView.ts';

/** Everything that shows a log: *Device Traffic* in the panel, and editors. The entry of a bundle of its own. */
export class LogHost {
  readonly #parts: TrafficParts;
  readonly #editors = new Map<vscode.WebviewPanel, ServedLog>();
  #view: { readonly view: vscode.WebviewView; readonly served: ServedLog } | undefined;
  #hold: LogHold | undefined;

  constructor(parts: TrafficParts) {
    this.#parts = parts;
  }

  /** Follows the live log from now on. */
  start(): void {
    const { bin, engine } = this.#parts;
    bin.add({ dispose: () => this.#closeAll() });
    bin.add(new Recording(this.#parts)).start();
    bin.add(engine.onLog(({ log, item }) => (this.#hold = log === 'live' ? item.hold : this.#hold)));
  }

  /** What the live log holds, as far as the engine told. */
  get hold(): LogHold | undefined {
    return this.#hold;
  }

  /** Serves the panel's view. */
  showView(view: vscode.WebviewView): void {
    const served = this.#serve({ webview: view.webview, isVisible: () => view.visible, focus: () => this.#view?.view.show() }, liveSource);
    const following = view.onDidChangeVisibility(() => served.changed());
    this.#view = { view, served };
    view.onDidDispose(() => {
      following.dispose();
      served.dispose();
      this.#view = undefined;
    });
  }

  /** Opens the live log in one more editor. */
  openEditor(): void {
    const title = vscode.l10n.t('Device Traffic');
    this.restoreEditor(vscode.window.createWebviewPanel(panels.traffic, title, vscode.ViewColumn.Active));
  }

  /** Serves an editor with the live log that was there before the window was loaded again. */
  restoreEditor(panel: vscode.WebviewPanel): void {
    this.#showEditor(panel, liveSource);
  }

  /** Serves the editor of a file. It is opened when the view asks for its rows, and says there why that was not possible. */
  showFile(uri: vscode.Uri, panel: vscode.WebviewPanel): void {
    this.#showEditor(panel, new FileLog(uri, this.#parts.engine));
  }

  /** What a command is about that was given nothing: the log of the active editor, or else the live one as the panel shows it. */
  get place(): LogPlace {
    const active = [...this.#editors].find(([panel]) => panel.active)?.[1];
    return active?.place ?? this.#view?.served.place ?? { log: 'live' };
  }

  async reveal({ log, seq }: LogPlace): Promise<void> {
    const [panel, editor] = [...this.#editors].find(([, { place }]) => place.log === log) ?? [];
    if (seq !== undefined) editor?.reveal(seq);
    if (panel !== undefined) return panel.reveal();
    await vscode.commands.executeCommand(`${views.traffic}.focus`);
    if (seq !== undefined) this.#view?.served.reveal(seq);
  }

  /** Has the page of a row do what its context menu asked for. */
  act(act: RowAct, row: PageRow): void {
    for (const served of this.#editors.values()) served.act(act, row);
    this.#view?.served.act(act, row);
  }

  #showEditor(panel: vscode.WebviewPanel, source: LogSource): void {
    const focus = (): void => {
      if (this.#editors.has(panel)) panel.reveal();
    };
    const served = this.#serve({ webview: panel.webview, isVisible: () => panel.visible, focus }, source);
    const following = panel.onDidChangeViewState(() => served.changed());
    this.#editors.set(panel, served);
    panel.onDidDispose(() => {
      following.dispose();
      served.dispose();
      this.#editors.delete(panel);
    });
  }

  #serve(page: Pick<ServedLogParts, 'webview' | 'isVisible' | 'focus'>, source: LogSource): ServedLog {
    const served = new ServedLog({ ...page, source, ...this.#parts });
    served.start();
    return served;
  }

  #closeAll(): void {
    for (const served of this.#editors.values()) served.dispose();
    this.#view?.served.dispose();
  }
}

import type * as vscode from 'vscode';
import type { Wire, WireEars } from '../../rpc/wire.ts';

/** A wire over a webview, as the extension host sees it. */
export class WebviewWire implements Wire {
  readonly #webview: vscode.Webview;
  #listening: vscode.Disposable | undefined;

  constructor(webview: vscode.Webview) {
    this.#webview = webview;
  }

  open(ears: WireEars): void {
    this.#listening = this.#webview.onDidReceiveMessage((frame: unknown) => ears.frame(frame));
  }

  send(frame: unknown): void {
    if (this.#listening !== undefined) void this.#webview.postMessage(frame);
  }

  close(): void {
    this.#listening?.dispose();
    this.#listening = undefined;
  }
}

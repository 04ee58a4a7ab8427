import * as vscode from 'vscode';
import { Caller } from '../../../src/rpc/caller.ts';
import type { LogCalls, LogNews, LogStatus } from '../../../src/rpc/log/logContract.ts';

/** The view of a log without a page in it: what the page would ask is asked by a test. */
export class FakePage {
  readonly #asked = new vscode.EventEmitter<unknown>();
  readonly #closed = new vscode.EventEmitter<void>();
  readonly #calls: Caller<LogCalls, LogNews>;
  /** What the page was told last. */
  status: LogStatus | undefined;
  #hear: (frame: unknown) => void = () => undefined;

  constructor() {
    const wire = {
      open: (ears: { readonly frame: (frame: unknown) => void }) => void (this.#hear = ears.frame),
      send: (frame: unknown) => this.#asked.fire(frame),
      close: () => undefined,
    };
    const hear = { changed: (status: LogStatus) => void (this.status = status), reveal: () => undefined, act: () => undefined };
    this.#calls = new Caller<LogCalls, LogNews>(wire, { name: 'the host', hear });
    this.#calls.start();
  }

  get ask(): Caller<LogCalls, LogNews>['ask'] {
    return this.#calls.ask.bind(this.#calls);
  }

  /** As VS Code gives it to whoever shows something in the panel. */
  get view(): vscode.WebviewView {
    const webview = {
      options: {},
      html: '',
      cspSource: 'none',
      asWebviewUri: (uri: vscode.Uri) => uri,
      onDidReceiveMessage: this.#asked.event,
      postMessage: async (frame: unknown) => this.#hear(frame),
    };
    const never = new vscode.EventEmitter<void>().event;
    return { webview, visible: true, onDidChangeVisibility: never, onDidDispose: this.#closed.event } as unknown as vscode.WebviewView;
  }

  /** The same in an editor. */
  get panel(): vscode.WebviewPanel {
    return { ...this.view, active: true, onDidChangeViewState: new vscode.EventEmitter<void>().event } as unknown as vscode.WebviewPanel;
  }

  close(): void {
    this.#calls.dispose();
    this.#closed.fire();
  }
}

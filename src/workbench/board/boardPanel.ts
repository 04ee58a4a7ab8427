import * as vscode from 'vscode';
import type { BoardCalls, BoardNews, BoardState } from '../../rpc/board/boardContract.ts';
import { boardPage } from '../../rpc/board/boardPage.ts';
import type { Server } from '../../rpc/contract.ts';
import { Pace } from '../../rpc/pace.ts';
import { Service } from '../../rpc/service.ts';
import { Bin } from '../bin.ts';
import { showWebviewPage } from '../traffic/showWebviewPage.ts';
import { WebviewWire } from '../traffic/webviewWire.ts';
import type { Board } from './board.ts';

/** How often the visible view is told of changes, in milliseconds. */
const newsEveryMs = 100;

/** What the panel needs besides the board that it shows. */
export interface BoardPanelParts {
  readonly extensionUri: vscode.Uri;
  /** What the view can have done, but for what the panel answers itself. */
  readonly server: Omit<Server<BoardCalls>, 'state'>;
  readonly failed: (error: unknown) => void;
}

/** *Connect a Board*: the view that waits for a board and tells how far each attempt came. One per window. */
export class BoardPanel {
  readonly #board: Board;
  readonly #parts: BoardPanelParts;
  #panel: vscode.WebviewPanel | undefined;

  constructor(board: Board, parts: BoardPanelParts) {
    this.#board = board;
    this.#parts = parts;
  }

  /** Shows the view. It holds no state of its own: after being hidden it asks for what is so then. */
  show(): void {
    if (this.#panel === undefined) this.#open();
    else this.#panel.reveal();
  }

  /** Closes the view. */
  dispose(): void {
    this.#panel?.dispose();
  }

  #open(): void {
    const panel = vscode.window.createWebviewPanel('wiotp.board', vscode.l10n.t('Connect a Board'), vscode.ViewColumn.Active);
    this.#panel = panel;
    const bin = new Bin();
    const server = { ...this.#parts.server, state: () => this.#state() };
    const service = bin.add(new Service<BoardCalls, BoardNews>(new WebviewWire(panel.webview), server));
    service.start();
    const pace = bin.add(new Pace(() => void this.#tell(service), newsEveryMs));
    const changed = (): void => {
      if (panel.visible) pace.poke();
    };
    bin.add(this.#board.onChange(changed));
    bin.add(panel.onDidChangeViewState(changed));
    bin.add(this.#board.follow());
    panel.onDidDispose(() => {
      this.#panel = undefined;
      bin.dispose();
    });
    showWebviewPage(panel.webview, this.#parts.extensionUri, 'board', boardPage);
  }

  /** What is so now, also about what nobody tells, such as a network that was joined. */
  async #state(): Promise<BoardState> {
    await this.#board.look();
    return this.#board.state();
  }

  async #tell(service: Service<BoardCalls, BoardNews>): Promise<void> {
    try {
      service.tell('changed', await this.#board.state());
    } catch (error) {
      this.#parts.failed(error);
    }
  }
}

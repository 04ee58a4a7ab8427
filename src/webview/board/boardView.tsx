import { render } from 'preact';
import type { BoardCalls, BoardNews, BoardState } from '../../rpc/board/boardContract.ts';
import type { Caller } from '../../rpc/caller.ts';
import { Reports } from '../reports.ts';
import type { BoardActions } from './boardActions.ts';
import { BoardPage } from './boardPage.tsx';

/** The extension host as the view sees it: it answers calls. */
export type BoardHost = Pick<Caller<BoardCalls, BoardNews>, 'ask'>;

const opening = 'The view could not be opened';

/** The whole view *Connect a Board*. It keeps nothing: what it shows is what the host told last. */
export class BoardView {
  readonly #root: HTMLElement;
  readonly #host: BoardHost;
  readonly #reports = new Reports(() => this.#draw());
  readonly #actions: BoardActions;
  #state: BoardState | undefined;

  constructor(root: HTMLElement, host: BoardHost) {
    this.#root = root;
    this.#host = host;
    const act = (failed: string, run: () => Promise<void>, done?: string): void => void this.#act(failed, run, done);
    this.#actions = {
      startPlatform: () => act('The platform could not be started', () => host.ask('startPlatform')),
      open: (address) => act(`${address} could not be opened`, () => host.ask('openAddress', address)),
      close: (address) => act(`${address} could not be closed`, () => host.ask('closeAddress', address)),
      chooseDevice: () => act('The device could not be chosen', () => host.ask('chooseDevice')),
      issueToken: () => act('No token was issued', () => host.ask('issueToken')),
      wish: (wish) => act('That could not be chosen', () => host.ask('wish', wish)),
      copyCode: () => act('The code could not be copied', () => host.ask('copyCode'), 'Code copied'),
      copy: (text) => act('The command could not be copied', () => host.ask('copy', text), 'Command copied'),
      register: (connection) => act('The device could not be registered', () => host.ask('register', connection), 'Registered'),
      showTraffic: () => act('The traffic log could not be shown', () => host.ask('showTraffic')),
    };
  }

  /** Draws the page and asks the host what is so, also whenever the page comes back into sight. */
  start(): void {
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.#begin();
    });
    this.#draw();
    void this.#begin();
  }

  changed(state: BoardState): void {
    this.#state = state;
    this.#draw();
  }

  async #begin(): Promise<void> {
    const before = this.#state;
    try {
      const state = await this.#host.ask('state');
      this.#reports.worked(opening);
      // News that came meanwhile is newer than the answer may be.
      if (this.#state === before) this.changed(state);
    } catch (error) {
      this.#reports.failed(opening, error, () => void this.#begin());
    }
  }

  async #act(failed: string, act: () => Promise<void>, done = ''): Promise<void> {
    try {
      await act();
      this.#reports.worked(failed);
      if (done !== '') this.#reports.did(done);
    } catch (error) {
      this.#reports.failed(failed, error);
    }
  }

  #draw(): void {
    render(
      <BoardPage
        state={this.#state}
        actions={this.#actions}
        done={this.#reports.done}
        failure={this.#reports.failure}
        dismiss={() => this.#reports.dismiss()}
      />,
      this.#root,
    );
  }
}

import type { BoardCalls, BoardNews, BoardState } from '../../../src/rpc/board/boardContract.ts';
import type { Server } from '../../../src/rpc/contract.ts';
import { Service } from '../../../src/rpc/service.ts';
import type { Wire } from '../../../src/rpc/wire.ts';
import { installFakeVscode, type FakeTheme } from './fakeVscode.ts';

/** How a fake host of the board's view begins. */
export interface FakeBoardSettings {
  readonly state: BoardState;
  readonly theme?: FakeTheme;
  /** Calls that fail, and with which words. */
  readonly failing?: Readonly<Record<string, string>>;
}

/** The extension host behind the board's view, as a test drives it. */
export class FakeBoard {
  /** Calls that the view made, in order, with what it gave. */
  readonly asked: (readonly unknown[])[] = [];
  readonly failing: Record<string, string>;
  readonly #service: Service<BoardCalls, BoardNews>;
  #state: BoardState;

  constructor(wire: Wire, { state, failing }: FakeBoardSettings) {
    this.#state = state;
    this.failing = { ...failing };
    this.#service = new Service<BoardCalls, BoardNews>(wire, this.#server());
  }

  start(): void {
    this.#service.start();
  }

  /** Tells the view that something changed. */
  become(change: Partial<BoardState>): void {
    this.keep(change);
    this.#service.tell('changed', this.#state);
  }

  /** Something changed while the view is hidden: it is not told. */
  keep(change: Partial<BoardState>): void {
    this.#state = { ...this.#state, ...change };
  }

  #server(): Server<BoardCalls> {
    const act =
      (call: keyof BoardCalls) =>
      (...given: readonly unknown[]): void => {
        this.asked.push([call, ...given]);
        const failure = this.failing[call];
        if (failure !== undefined) throw new Error(failure);
      };
    return {
      state: () => {
        act('state')();
        return this.#state;
      },
      startPlatform: act('startPlatform'),
      openAddress: act('openAddress'),
      closeAddress: act('closeAddress'),
      chooseDevice: act('chooseDevice'),
      issueToken: act('issueToken'),
      wish: (wish) => {
        act('wish')(wish);
        this.become({ wish });
      },
      copyCode: act('copyCode'),
      copy: act('copy'),
      register: act('register'),
      showTraffic: act('showTraffic'),
    };
  }
}

declare global {
  var fakeBoardSettings: FakeBoardSettings;
  var fakeBoard: FakeBoard;
}

globalThis.fakeBoard = new FakeBoard(installFakeVscode(globalThis.fakeBoardSettings.theme), globalThis.fakeBoardSettings);
globalThis.fakeBoard.start();

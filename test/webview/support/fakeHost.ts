import type { Server } from '../../../src/rpc/contract.ts';
import type { LogCalls, LogNews, LogStatus, PendingRow } from '../../../src/rpc/logContract.ts';
import { Service } from '../../../src/rpc/service.ts';
import type { Wire } from '../../../src/rpc/wire.ts';
import { fakeMessage, rowOf, type FakeMessage } from './fakeRows.ts';
import { installFakeVscode, type FakeTheme } from './fakeVscode.ts';

/** How a fake host begins. */
export interface FakeHostSettings {
  /** Rows of the log; a day of a device that repeats, unless `messages` names them. */
  readonly rows?: number;
  readonly messages?: readonly FakeMessage[];
  readonly notice?: string;
  readonly notKept?: number;
  /** Requests that wait for the reader's answer. */
  readonly pending?: readonly PendingRow[];
  /** Calls that fail, and with which words. */
  readonly failing?: Readonly<Record<string, string>>;
  readonly theme?: FakeTheme;
}

/** The extension host and VS Code's part of the page, as a test drives them. */
export class FakeHost {
  /** Texts that the view put on the clipboard. */
  readonly copied: string[] = [];
  /** Attempts whose devices the view had registered. */
  readonly registered: string[] = [];
  /** Requests that the view wanted to be answered. */
  readonly answered: PendingRow[] = [];
  /** Calls that the view made, in order. */
  readonly asked: string[] = [];
  readonly failing: Record<string, string>;
  readonly #messages: FakeMessage[] | undefined;
  readonly #service: Service<LogCalls, LogNews>;
  #status: LogStatus;

  constructor(wire: Wire, { rows, messages, notice, notKept = 0, pending = [], failing }: FakeHostSettings) {
    this.#messages = messages === undefined ? undefined : [...messages];
    const end = messages?.length ?? rows ?? 0;
    this.#status = {
      extent: { first: 0, end },
      counters: { received: end + notKept, stored: end, notKept },
      pending,
      ...(notice === undefined ? {} : { notice }),
    };
    this.failing = { ...failing };
    this.#service = new Service<LogCalls, LogNews>(wire, this.#server());
  }

  start(): void {
    this.#service.start();
  }

  /** Lets rows come, as one piece of news. */
  grow(rows: number): void {
    const { extent, counters } = this.#status;
    this.#change({
      extent: { first: extent.first, end: extent.end + rows },
      counters: { ...counters, received: counters.received + rows, stored: counters.stored + rows },
    });
  }

  /** Appends a message, or replaces one that is there, in a log of made messages. */
  put(seq: number, message: FakeMessage): void {
    if (this.#messages === undefined) throw new Error('This log has no made messages');
    this.#messages[seq] = message;
    this.grow(Math.max(0, seq + 1 - this.#status.extent.end));
  }

  /** Removes the oldest rows, as a store that is full does. */
  trim(first: number): void {
    this.#change({ extent: { ...this.#status.extent, first } });
  }

  /** Other requests wait now. */
  wait(pending: readonly PendingRow[]): void {
    this.#change({ pending });
  }

  #change(change: Partial<LogStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#service.tell('changed', this.#status);
  }

  #server(): Server<LogCalls> {
    const asked = (call: keyof LogCalls): void => {
      this.asked.push(call);
      const failure = this.failing[call];
      if (failure !== undefined) throw new Error(failure);
    };
    return {
      status: () => {
        asked('status');
        return this.#status;
      },
      rows: (from, count) => {
        asked('rows');
        const { first, end } = this.#status.extent;
        const begin = Math.max(from, first);
        const length = Math.max(0, Math.min(from + count, end) - begin);
        return Array.from({ length }, (_, at) => rowOf(fakeMessage(begin + at, end, this.#messages)));
      },
      message: (seq) => {
        asked('message');
        const { first, end } = this.#status.extent;
        return seq >= first && seq < end ? fakeMessage(seq, end, this.#messages) : undefined;
      },
      clear: () => {
        asked('clear');
        this.trim(this.#status.extent.end);
      },
      copy: (text) => {
        asked('copy');
        this.copied.push(text);
      },
      register: (attempt) => {
        asked('register');
        this.registered.push(attempt);
      },
      answer: (row) => {
        asked('answer');
        this.answered.push(row);
      },
    };
  }
}

declare global {
  var fakeHostSettings: FakeHostSettings;
  var fakeHost: FakeHost;
}

function install(settings: FakeHostSettings): void {
  globalThis.fakeHost = new FakeHost(installFakeVscode(settings.theme), settings);
  globalThis.fakeHost.start();
}

install(globalThis.fakeHostSettings);

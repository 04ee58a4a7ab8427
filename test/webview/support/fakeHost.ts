import { parseFilter } from '../../../src/filter/parseFilter.ts';
import type { SourceCounters, ViewExtent } from '../../../src/rpc/log/logCalls.ts';
import type { Server } from '../../../src/rpc/contract.ts';
import type { LogCalls, LogCommand, LogNews, LogPlace, LogStatus, PageRow, PendingRow, RowAct } from '../../../src/rpc/log/logContract.ts';
import { Service } from '../../../src/rpc/service.ts';
import type { LogRow, RowNumbers } from '../../../src/rpc/log/traffic.ts';
import type { Wire } from '../../../src/rpc/wire.ts';
import { passes } from './fakeFilter.ts';
import { fakeMessage, repeatsAfter, rowOf, type FakeMessage } from './fakeRows.ts';
import { installFakeVscode, type FakeTheme } from './fakeVscode.ts';

/** How a fake host begins. */
export interface FakeHostSettings {
  /** Rows of the log; a day of a device that repeats, unless `messages` names them. */
  readonly rows?: number;
  readonly messages?: readonly FakeMessage[];
  readonly notice?: string;
  /** Messages that never reached the log. */
  readonly lost?: number;
  /** Requests that wait for the reader's answer. */
  readonly pending?: readonly PendingRow[];
  /** Calls that fail, and with which words. */
  readonly failing?: Readonly<Record<string, string>>;
  readonly theme?: FakeTheme;
  /** Of a log that was opened from a file. */
  readonly file?: string;
  /** A filter is not searched for until the test says so. */
  readonly slow?: boolean;
}

const noneCounted: SourceCounters = {
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
  /** Filters that the view had shown, in order. */
  readonly shown: string[] = [];
  /** Commands that the view had run. */
  readonly ran: { readonly command: LogCommand; readonly place: LogPlace }[] = [];
  /** The range of rows that the view said was selected. */
  chosen: RowNumbers | undefined;
  readonly failing: Record<string, string>;
  readonly #messages: FakeMessage[] | undefined;
  readonly #service: Service<LogCalls, LogNews>;
  #status: LogStatus;
  /** The numbers of the rows that pass; missing where nothing is filtered. */
  #passing: number[] | undefined;
  /** How much of the log was searched; 1 for all of it. */
  #searched = 1;
  readonly #isSlow: boolean;
  /** What passes the filter that was decided last, of the rows of a log that repeats. */
  #known: { readonly filter: string; readonly passing: boolean[] } = { filter: '', passing: [] };

  constructor(wire: Wire, { rows, messages, notice, lost = 0, pending = [], failing, file, slow = false }: FakeHostSettings) {
    this.#messages = messages === undefined ? undefined : [...messages];
    const end = messages?.length ?? rows ?? 0;
    const counted = { ...noneCounted, arrived: end + lost, received: end, lost, stored: end };
    this.#status = {
      log: file === undefined ? 'live' : 'file-1',
      ...(file === undefined ? {} : { file }),
      extent: { first: 0, end },
      view: { first: 0, end },
      counters: {
        session: noneCounted,
        platform: { ...counted, kinds: { 'device.event': end } },
      },
      hold: { bytes: 12_340_000, retention: { megabytes: 200, days: 7 }, pruned: 0 },
      pending,
      ...(notice === undefined ? {} : { notice }),
    };
    this.#isSlow = slow;
    this.failing = { ...failing };
    this.#service = new Service<LogCalls, LogNews>(wire, this.#server());
  }

  start(): void {
    this.#service.start();
  }

  /** Lets rows come, as one piece of news. */
  grow(rows: number): void {
    const { extent, counters } = this.#status;
    const { platform } = counters;
    const end = extent.end + rows;
    for (let seq = extent.end; this.#passing !== undefined && seq < end; seq++) if (this.#passes(seq, end)) this.#passing.push(seq);
    this.#change({
      extent: { ...extent, end },
      counters: {
        ...counters,
        platform: {
          ...platform,
          arrived: platform.arrived + rows,
          received: platform.received + rows,
          stored: platform.stored + rows,
          kinds: { 'device.event': platform.received + rows },
        },
      },
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

  /** Changes what is said of the log. */
  say(change: Partial<LogStatus>): void {
    this.#change(change);
  }

  /** The search of a slow host is this far. */
  search(searched: number): void {
    this.#searched = searched;
    this.#change({});
  }

  reveal(seq: number): void {
    this.#service.tell('reveal', seq);
  }

  /** As VS Code does when the context menu of a row is used. */
  act(act: RowAct, row: PageRow): void {
    this.#service.tell('act', act, row);
  }

  #change(change: Partial<LogStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#status = { ...this.#status, view: this.#view() };
    this.#service.tell('changed', this.#status);
  }

  /** The numbers that were found so far. */
  #found(): readonly number[] {
    const passing = this.#passing ?? [];
    return passing.slice(0, Math.floor(passing.length * this.#searched));
  }

  #view(): ViewExtent {
    const { extent } = this.#status;
    if (this.#passing === undefined) return extent;
    const first = this.#passing.findIndex((seq) => seq >= extent.first);
    const searching = this.#searched < 1 ? { searched: this.#searched } : {};
    return { first: first === -1 ? this.#passing.length : first, end: this.#found().length, ...searching };
  }

  /** Days repeat, and so does what passes of them: a million rows need not be looked at one by one. */
  #passes(seq: number, end: number, filter = this.shown.at(-1) ?? ''): boolean {
    if (this.#messages !== undefined) return passes(this.#row(seq, end), filter);
    if (filter !== this.#known.filter) this.#known = { filter, passing: [] };
    return (this.#known.passing[seq % repeatsAfter] ??= passes(this.#row(seq, end), filter));
  }

  #row(seq: number, end = this.#status.extent.end): LogRow {
    return rowOf(fakeMessage(seq, end, this.#messages));
  }

  #show(filter: string): LogStatus {
    const parsed = parseFilter(filter);
    if ('fault' in parsed) throw new Error(`The view showed a filter that cannot be understood: ${filter}`);
    const isOther = this.shown.at(-1) !== filter;
    this.shown.push(filter);
    const { first, end } = this.#status.extent;
    if (isOther) {
      this.#passing =
        filter === '' ? undefined : Array.from({ length: end - first }, (_, at) => first + at).filter((seq) => this.#passes(seq, end));
      this.#searched = this.#isSlow && filter !== '' ? 0 : 1;
    }
    this.#status = { ...this.#status, view: this.#view() };
    return this.#status;
  }

  #server(): Server<LogCalls> {
    const asked = (call: keyof LogCalls): void => {
      this.asked.push(call);
      const failure = this.failing[call];
      if (failure !== undefined) throw new Error(failure);
    };
    return {
      show: (filter) => {
        asked('show');
        return this.#show(filter);
      },
      rows: (from, count) => {
        asked('rows');
        const { first, end } = this.#status.view;
        const begin = Math.max(from, first);
        const length = Math.max(0, Math.min(from + count, end) - begin);
        const found = this.#passing === undefined ? undefined : this.#found();
        return { from: begin, rows: Array.from({ length }, (_, at) => this.#row(found?.[begin + at] ?? begin + at)) };
      },
      chosen: (rows) => {
        asked('chosen');
        this.chosen = rows;
      },
      placeOf: (seq) => {
        asked('placeOf');
        if (this.#passing === undefined) return seq;
        const place = this.#found().findIndex((passing) => passing >= seq);
        return place === -1 ? this.#found().length : place;
      },
      find: ({ seq, direction, filter }) => {
        asked('find');
        const { first, end } = this.#status.extent;
        const step = direction === 'forward' ? 1 : -1;
        for (let at = seq + step; at >= first && at < end; at += step)
          if (this.#passes(at, end, filter) && (this.#passing === undefined || this.#passes(at, end))) return at;
        return undefined;
      },
      known: () => {
        asked('known');
        return {
          clients: ['d:abc123:thermostat:t-100', 'd:abc123:thermostat:t-101'],
          events: ['climate'],
          topics: ['iot-2/evt/climate/fmt/json'],
        };
      },
      message: (seq) => {
        asked('message');
        const { first, end } = this.#status.extent;
        return seq >= first && seq < end ? fakeMessage(seq, end, this.#messages) : undefined;
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
      run: (command, place) => {
        asked('run');
        if (command === 'addMarker' && this.#messages !== undefined) this.put(this.#messages.length, { marker: 'here', preview: 'here' });
        this.ran.push({ command, place });
        if (command === 'clearTraffic') this.trim(this.#status.extent.end);
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

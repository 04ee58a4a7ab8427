import type { FilterKnown } from '../../filter/completeFilter.ts';
import type { LogCommand, LogPlace, LogStatus } from '../../rpc/log/logContract.ts';
import { Pace } from '../../rpc/pace.ts';
import { DetailPane } from './detailPane.tsx';
import { element } from '../element.ts';
import { FilterBar } from './filterBar/filterBar.tsx';
import { rowFilters } from './filterBar/rowFilters.ts';
import { HostActs } from './hostActs.ts';
import { rowContext } from './list/rowContext.ts';
import { TrafficList } from './list/trafficList.ts';
import { LogFrame } from './logFrame.tsx';
import type { LogHost } from './logHost.ts';
import { PendingSet } from './pendingSet.ts';
import { Reports } from '../reports.ts';
import { RowFilterMenu } from './rowFilterMenu.tsx';
import { readState, type ViewState } from './state.ts';
import type { VscodeApi } from '../vscodeApi.ts';

const saveEveryMs = 200;
const opening = 'The log could not be opened';
const loading = 'The messages could not be loaded';

/** The whole view: the head, the filter, the list and the detail, and what an act in one of them means for the others. */
export class LogView {
  readonly #root: HTMLElement;
  readonly #host: LogHost;
  readonly #list: TrafficList;
  readonly #filter: FilterBar;
  readonly #detail: DetailPane;
  readonly #menu: RowFilterMenu;
  readonly #reports = new Reports(() => this.#drawList());
  readonly #acts: HostActs;
  readonly #frame: LogFrame;
  readonly #save: Pace;
  #status: LogStatus | undefined;
  #pending = new PendingSet([]);
  /** The filter of the view that the list shows; missing until the host has answered for the first time. */
  #shown: string | undefined;
  /** Counts the views that were asked for; only the last answer counts. */
  #asked = 0;
  #answered = 0;

  constructor(root: HTMLElement, host: LogHost, api: VscodeApi) {
    this.#root = root;
    this.#host = host;
    this.#acts = new HostActs(host, this.#reports);
    this.#save = new Pace(() => api.setState(this.#state()), saveEveryMs);
    const state = readState(api.getState());
    this.#filter = new FilterBar(
      {
        apply: () => void this.#show(),
        known: () => this.#known(),
        leave: () => this.#list.focus(),
        changed: () => this.#save.poke(),
      },
      state,
    );
    this.#frame = new LogFrame(this.#reports, {
      follow: (on) => this.#list.follow(on),
      pause: (on) => this.#pause(on),
      findProblem: (direction) => void this.#findProblem(direction),
      addMarker: () => void this.#addMarker(),
      clear: () => this.#runLive('clearTraffic', 'The log could not be cleared'),
      setRetention: () => this.#runLive('setRetention'),
      stopRecording: () => this.#runLive('stopRecording'),
      dismiss: () => this.#reports.dismiss(),
      clearFilter: () => this.#filter.set(''),
    });
    this.#menu = new RowFilterMenu({ choose: (term) => this.#filter.add(term), closed: () => this.#list.focus() });
    this.#list = new TrafficList(
      {
        ask: async (from, count) => {
          const rows = await host.ask('rows', from, count);
          this.#reports.worked(loading);
          return rows;
        },
        placeOf: (seq) => host.ask('placeOf', seq),
        failed: (error) => this.#reports.failed(loading, error, () => this.#list.retry()),
        selected: (open) => this.#selected(open),
        changed: () => this.#drawList(),
        waits: (row) => this.#pending.of(row) !== undefined,
        context: (seq, row) => rowContext(this.#place(seq), row, row && this.#pending.of(row)),
        filterByCell: (column) => this.#filterByCell(column),
        acts: {
          open: () => this.#selected(true),
          copy: () => void this.#detail.copyPayload(this.#list.selected),
          filter: () => this.#filter.focus(),
          filterByRow: () => this.#openRowFilters(),
          nextProblem: () => void this.#findProblem('forward'),
          previousProblem: () => void this.#findProblem('back'),
          addMarker: () => void this.#addMarker(),
          pause: () => this.#pause(!this.#list.progress.isPaused),
        },
      },
      state,
      state,
    );
    this.#detail = new DetailPane(
      {
        host,
        reports: this.#reports,
        actions: {
          select: (seq) => void this.#goTo(seq),
          copy: (text, what) => this.#acts.copy(text, what),
          register: (attempt) => this.#acts.register(attempt),
          answer: (row) => this.#acts.answer(row),
          run: (command, seq) => this.#acts.run(command, this.#place(seq)),
        },
        waits: (row) => this.#pending.of(row),
        closed: () => this.#closeDetail(),
        focusLost: () => this.#list.focus(),
        changed: () => this.#save.poke(),
      },
      state,
    );
  }

  /** Builds the page and asks the host what there is to show. */
  start(): void {
    const main = element('main', 'main');
    const pane = element('div', 'pane');
    pane.append(this.#list.element, this.#frame.overlay);
    main.append(pane, this.#detail.element);
    this.#root.append(this.#frame.head, this.#filter.element, main, this.#menu.element, this.#frame.announcements);
    document.addEventListener('keydown', (event) => this.#key(event));
    // VS Code gives the focus to the page; the keys are for the list unless something else had them before.
    window.addEventListener('focus', () => {
      if (document.activeElement === document.body) this.#list.focus();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.#show();
    });
    this.#drawList();
    this.#filter.start();
    this.#list.start();
    void this.#show();
  }

  /** The log grew, was cleared, or its notice changed. */
  changed(status: LogStatus): void {
    this.#status = status;
    this.#pending = new PendingSet(status.pending);
    // Until the answer about another filter is here, it is not certain which view the news is about.
    if (this.#answered === this.#asked) this.#list.grow(status.view, status.extent);
    this.#drawStatus();
  }

  /** Selects a row and shows it. */
  reveal(seq: number): void {
    void this.#goTo(seq);
  }

  /** Has the host show what passes the filter, at first and whenever that may be another view. */
  async #show(): Promise<void> {
    const { filter } = this.#filter;
    const ask = ++this.#asked;
    const before = this.#status;
    try {
      const status = await this.#host.ask('show', filter);
      this.#reports.worked(opening);
      if (ask !== this.#asked) return;
      this.#answered = ask;
      const isOther = this.#shown !== filter;
      this.#shown = filter;
      // News that came meanwhile is newer than the answer may be, but for the view.
      if (this.#status === before) this.#status = status;
      const { extent } = this.#status ?? status;
      this.#pending = new PendingSet((this.#status ?? status).pending);
      if (isOther) this.#list.show(status.view, extent, filter !== '');
      else this.#list.grow(status.view, extent);
      this.#status = { ...(this.#status ?? status), view: status.view };
      this.#drawStatus();
    } catch (error) {
      if (ask === this.#asked) this.#answered = ask;
      this.#reports.failed(opening, error, () => void this.#show());
    }
  }

  #drawStatus(): void {
    this.#detail.show(this.#list.selected);
    this.#detail.refresh();
    this.#drawList();
  }

  #key(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if ((ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'f') {
      event.preventDefault();
      this.#filter.focus();
    } else if (key === 'Escape' && this.#detail.isWanted && this.#list.selected !== undefined) this.#closeDetail();
  }

  #selected(open: boolean): void {
    if (open) this.#detail.want(true);
    this.#detail.show(this.#list.selected);
    this.#save.poke();
  }

  /** Goes to a row. A filter that hides it makes way; the history of the filter still has it. */
  async #goTo(seq: number): Promise<void> {
    try {
      let found = await this.#list.select(seq);
      if (found === 'hidden') {
        this.#filter.set('');
        await this.#show();
        found = await this.#list.select(seq);
        this.#reports.did('The filter hid that message and was cleared');
      }
      if (found === 'shown') this.#selected(true);
      else this.#reports.did('That message is no longer in the log');
    } catch (error) {
      this.#reports.failed('The message could not be found', error);
    }
    this.#list.focus();
  }

  async #findProblem(direction: 'forward' | 'back'): Promise<void> {
    const { first, end } = this.#status?.extent ?? { first: 0, end: 0 };
    const from = this.#list.selected ?? (direction === 'forward' ? first - 1 : end);
    try {
      const seq = await this.#host.ask('find', { seq: from, direction, filter: 'problem:any' });
      if (seq === undefined) this.#reports.did(direction === 'forward' ? 'No problem further down' : 'No problem further up');
      else await this.#goTo(seq);
    } catch (error) {
      this.#reports.failed('The next problem could not be found', error);
    }
  }

  #closeDetail(): void {
    this.#detail.want(false);
    this.#selected(false);
    this.#list.focus();
  }

  #pause(on: boolean): void {
    // What was opened from a file does not grow.
    if (this.#status?.file === undefined) this.#list.pause(on);
  }

  #runLive(command: LogCommand, failed?: string): void {
    if (this.#status?.file === undefined) this.#acts.run(command, this.#place(), failed);
  }

  /** Has the reader add a marker, and shows it: the list may stand elsewhere. */
  async #addMarker(): Promise<void> {
    if (this.#status?.file !== undefined) return;
    const before = this.#status?.extent.end ?? 0;
    await this.#acts.ran('addMarker', this.#place());
    await this.#show();
    await this.#list.selectMarker(before).catch((error: unknown) => this.#reports.failed(loading, error));
    this.#selected(false);
  }

  #place(seq?: number): LogPlace {
    const { filter } = this.#filter;
    const log = this.#status?.log ?? 'live';
    return { log, ...(seq === undefined ? {} : { seq }), ...(filter === '' ? {} : { filter }) };
  }

  #filterByCell(column: string): void {
    const row = this.#list.selectedRow;
    const found = row === undefined ? undefined : rowFilters(row).find((filter) => filter.column === column);
    if (found === undefined) this.#reports.did('There is nothing to filter by in this cell');
    else this.#filter.add(found.term);
  }

  #openRowFilters(): void {
    const row = this.#list.selectedRow;
    if (row === undefined) this.#reports.did('Select a row to filter by');
    else this.#menu.open(rowFilters(row), this.#list.selectedBox());
  }

  async #known(): Promise<FilterKnown | undefined> {
    try {
      return await this.#host.ask('known');
    } catch {
      // The words of the filter language are completed all the same.
      return undefined;
    }
  }

  /** What the list shows is told around it; the rows draw themselves. */
  #drawList(): void {
    const { extent, view } = this.#status ?? {};
    this.#frame.draw(this.#status, this.#list, this.#filter.filter);
    if (extent !== undefined && view !== undefined) {
      const { searched } = view;
      this.#filter.showMatches({
        matching: view.end - view.first,
        all: extent.end - extent.first,
        ...(searched === undefined ? {} : { searched }),
      });
    }
    this.#save.poke();
  }

  #state(): ViewState {
    return { ...this.#list.position, ...this.#filter.memory, ...this.#list.columns.choice, ...this.#detail.memory };
  }
}

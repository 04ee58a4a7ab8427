import type { FilterKnown } from '../../filter/completeFilter.ts';
import type { LogCommand, LogPlace, LogStatus, PageRow, RowAct } from '../../rpc/log/logContract.ts';
import { Pace } from '../../rpc/pace.ts';
import { copySelected } from './copySelected.ts';
import { DetailPane } from './detailPane.tsx';
import { element } from '../element.ts';
import { FilterBar } from './filterBar/filterBar.tsx';
import { FilterByRow } from './filterByRow.ts';
import { HostActs } from './hostActs.ts';
import { rowContext } from './list/rowContext.ts';
import { TrafficList } from './list/trafficList.ts';
import { LogFrame } from './logFrame.tsx';
import type { LogHost } from './logHost.ts';
import { PendingSet } from './pendingSet.ts';
import { Reports } from '../reports.ts';
import { RangeNote } from './rangeNote.ts';
import { RowFinder } from './rowFinder.ts';
import { RowMenuActs } from './rowMenuActs.ts';
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
  readonly #filterByRow: FilterByRow;
  readonly #reports = new Reports(() => this.#drawList());
  readonly #acts: HostActs;
  readonly #frame: LogFrame;
  readonly #finder: RowFinder;
  readonly #menuActs: RowMenuActs;
  readonly #note: RangeNote;
  readonly #save: Pace;
  readonly #ready = Promise.withResolvers<void>();
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
      findProblem: (direction) => void this.#finder.goToProblem(direction),
      addMarker: () => void this.#addMarker(),
      clear: () => this.#runLive('clearTraffic', 'The log could not be cleared'),
      setRetention: () => this.#runLive('setRetention'),
      stopRecording: () => this.#runLive('stopRecording'),
      dismiss: () => this.#reports.dismiss(),
      clearFilter: () => this.#filter.set(''),
    });
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
        context: (seq, row) => rowContext({ ...this.#place(seq), page: this.#menuActs.page }, row, row && this.#pending.of(row)),
        filterByCell: (column) => this.#filterByRow.cell(column),
        acts: {
          open: () => this.#selected(true),
          copy: () => void copySelected({ list: this.#list, detail: this.#detail, acts: this.#acts, reports: this.#reports }),
          filter: () => this.#filter.focus(),
          filterByRow: () => this.#filterByRow.choose(),
          partner: () => void this.#finder.goToPartner(),
          nextProblem: () => void this.#finder.goToProblem('forward'),
          previousProblem: () => void this.#finder.goToProblem('back'),
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
          select: (seq) => void this.#finder.goTo(seq),
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
    this.#filterByRow = new FilterByRow(this.#list, this.#filter, this.#reports);
    this.#finder = new RowFinder({
      host,
      list: this.#list,
      reports: this.#reports,
      ready: this.#ready.promise,
      extent: () => this.#status?.extent ?? { first: 0, end: 0 },
      showAll: () => {
        this.#filter.set('');
        return this.#show();
      },
      found: () => this.#selected(true),
    });
    this.#menuActs = new RowMenuActs({ list: this.#list, finder: this.#finder, filterByRow: this.#filterByRow, reports: this.#reports });
    this.#note = new RangeNote({
      range: () => this.#list.range,
      facts: (range) => this.#list.reader.facts(range),
      chosen: (range) => this.#acts.chosen(range),
      changed: () => this.#drawList(),
    });
  }

  /** Builds the page and asks the host what there is to show. */
  start(): void {
    const main = element('main', 'main');
    const pane = element('div', 'pane');
    pane.append(this.#list.element, this.#frame.overlay);
    main.append(pane, this.#detail.element);
    this.#root.append(this.#frame.head, this.#filter.element, main, this.#filterByRow.menu, this.#frame.announcements);
    document.addEventListener('keydown', (event) => this.#key(event));
    // VS Code gives the focus to the page; the keys are for the list unless something else had them before.
    window.addEventListener('focus', () => {
      if (document.activeElement === document.body) this.#list.focus();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.#show();
      else this.#save.now();
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
    void this.#finder.goTo(seq);
  }

  /** The context menu of a row was used, here or in another page. */
  act(act: RowAct, row: PageRow): void {
    void this.#menuActs.take(act, row);
  }

  /** Has the host show what passes the filter, at first and whenever that may be another view. */
  async #show(): Promise<void> {
    const { filter } = this.#filter;
    // VS Code may throw the page away at any moment, and what the reader chose must not wait until then.
    if (this.#shown !== undefined && filter !== this.#shown) this.#save.now();
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
      this.#ready.resolve();
      this.#note.update({ isOtherView: isOther });
      this.#drawStatus();
    } catch (error) {
      if (ask === this.#asked) this.#answered = ask;
      this.#reports.failed(opening, error, () => void this.#show());
    }
  }

  #drawStatus(): void {
    this.#detail.show(this.#list.selected);
    this.#detail.refresh();
    this.#note.update({ isSearching: this.#list.progress.isSearching });
    this.#drawList();
  }

  #key(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if ((ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === 'f') {
      event.preventDefault();
      this.#filter.focus();
    } else if (key === 'Escape' && !event.defaultPrevented && this.#detail.isWanted && this.#list.selected !== undefined)
      this.#closeDetail();
  }

  #selected(open: boolean): void {
    if (open) this.#detail.want(true);
    this.#detail.show(this.#list.selected);
    this.#note.update();
    this.#save.now();
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
    const { range } = this.#list;
    const isInRange = seq !== undefined && range !== undefined && seq >= range.first && seq < range.end;
    return { log, ...(seq === undefined ? {} : { seq }), ...(isInRange ? { rows: range } : {}), ...(filter === '' ? {} : { filter }) };
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
    this.#frame.draw(this.#status, this.#list, { filter: this.#filter.filter, range: this.#note.text });
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

import { render } from 'preact';
import type { LogStatus } from '../rpc/logContract.ts';
import { Pace } from '../rpc/pace.ts';
import type { LogRow } from '../rpc/traffic.ts';
import { Announcer } from './announcer.ts';
import { Detail } from './detail/detail.tsx';
import type { DetailActions } from './detail/detailActions.ts';
import { OpenMessage } from './detail/openMessage.ts';
import { payloadText, type PayloadTab } from './detail/payloadView.ts';
import { element } from './element.ts';
import { Head } from './head.tsx';
import { TrafficList } from './list/trafficList.ts';
import type { LogHost } from './logHost.ts';
import type { PendingRow } from '../rpc/logContract.ts';
import { Overlay } from './overlay.tsx';
import { PendingSet } from './pendingSet.ts';
import { Reports } from './reports.ts';
import { readState, type ViewState } from './state.ts';
import type { VscodeApi } from './vscodeApi.ts';

const saveEveryMs = 200;
const opening = 'The log could not be opened';
const loading = 'The messages could not be loaded';

/** The whole view: the head, the list and the detail, and what an act in one of them means for the others. */
export class LogView {
  readonly #root: HTMLElement;
  readonly #host: LogHost;
  readonly #list: TrafficList;
  readonly #open: OpenMessage;
  readonly #reports = new Reports(() => this.#drawHead());
  readonly #announcer = new Announcer();
  readonly #save: Pace;
  readonly #head = element('header', 'head');
  readonly #overlay = element('div', 'overlay');
  readonly #detail = element('section', 'detail');
  readonly #actions: DetailActions;
  #status: LogStatus | undefined;
  #pending = new PendingSet([]);
  #showsDetail: boolean;
  #tab: PayloadTab;

  constructor(root: HTMLElement, host: LogHost, api: VscodeApi) {
    this.#root = root;
    this.#host = host;
    this.#save = new Pace(() => api.setState(this.#state()), saveEveryMs);
    const state = readState(api.getState());
    this.#showsDetail = state.detail;
    this.#tab = state.tab;
    this.#list = new TrafficList(
      {
        ask: (from, count) => this.#rows(from, count),
        failed: (error) => this.#reports.failed(loading, error, () => this.#list.retry()),
        selected: (open) => this.#selected(open),
        copy: (seq) => void this.#copyPayload(seq),
        changed: () => this.#drawList(),
        waits: (row) => this.#pending.of(row) !== undefined,
      },
      state,
    );
    this.#open = new OpenMessage({
      host,
      changed: () => this.#drawDetail(),
      failed: (error) => this.#reports.failed('The message could not be loaded', error, () => this.#retryMessage()),
    });
    this.#actions = {
      close: () => this.#closeDetail(),
      select: (seq) => this.#goTo(seq),
      copy: (text, what) => void this.#copy(text, what),
      show: (tab) => this.#showTab(tab),
      register: (attempt) => void this.#register(attempt),
      answer: (row) => void this.#answer(row),
    };
  }

  /** Builds the page and asks the host how long the log is. */
  start(): void {
    const main = element('main', 'main');
    const pane = element('div', 'pane');
    pane.append(this.#list.element, this.#overlay);
    main.append(pane, this.#detail);
    this.#detail.ariaLabel = 'Message detail';
    this.#detail.hidden = true;
    this.#root.append(this.#head, main, this.#announcer.element);
    this.#root.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && this.#showsDetail && this.#list.selected !== undefined) this.#closeDetail();
    });
    // VS Code gives the focus to the page; the keys are for the list unless something else had them before.
    window.addEventListener('focus', () => {
      if (document.activeElement === document.body) this.#list.focus();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.#begin();
    });
    this.#drawHead();
    this.#list.start();
    void this.#begin();
  }

  /** The log grew, was cleared, or its notice changed. */
  changed(status: LogStatus): void {
    this.#status = status;
    this.#pending = new PendingSet(status.pending);
    this.#drawHead();
    this.#list.grow(status.extent);
    this.#openSelected();
    this.#open.refresh();
    this.#drawDetail();
    this.#drawList();
  }

  async #begin(): Promise<void> {
    const before = this.#status;
    try {
      const status = await this.#host.ask('status');
      this.#reports.worked(opening);
      // News that came meanwhile is newer than the answer may be.
      if (this.#status === before) this.changed(status);
    } catch (error) {
      this.#reports.failed(opening, error, () => void this.#begin());
    }
  }

  async #rows(from: number, count: number): Promise<readonly LogRow[]> {
    const rows = await this.#host.ask('rows', from, count);
    this.#reports.worked(loading);
    return rows;
  }

  #selected(open: boolean): void {
    if (open) this.#showsDetail = true;
    this.#openSelected();
    this.#save.poke();
  }

  #openSelected(): void {
    this.#open.open(this.#showsDetail ? this.#list.selected : undefined);
  }

  #goTo(seq: number): void {
    if (this.#list.select(seq)) this.#selected(true);
    else this.#reports.did('That message is no longer in the log');
    this.#list.focus();
  }

  #closeDetail(): void {
    this.#showsDetail = false;
    this.#openSelected();
    this.#list.focus();
    this.#save.poke();
  }

  #showTab(tab: PayloadTab): void {
    this.#tab = tab;
    this.#drawDetail();
    this.#save.poke();
  }

  async #clear(): Promise<void> {
    try {
      await this.#host.ask('clear');
    } catch (error) {
      this.#reports.failed('The log could not be cleared', error);
    }
  }

  async #register(attempt: string): Promise<void> {
    try {
      await this.#host.ask('register', attempt);
    } catch (error) {
      this.#reports.failed('The device could not be registered', error);
    }
  }

  async #answer(row: PendingRow): Promise<void> {
    try {
      await this.#host.ask('answer', row);
    } catch (error) {
      this.#reports.failed('The request could not be answered', error);
    }
  }

  async #copyPayload(seq: number): Promise<void> {
    const { opened } = this.#open;
    try {
      const message = opened?.seq === seq && 'message' in opened ? opened.message : await this.#host.ask('message', seq);
      if (message === undefined || message.payload.length === 0) this.#reports.did('There is no payload to copy');
      else await this.#copy(payloadText(message.payload), 'Payload');
    } catch (error) {
      this.#reports.failed('The payload could not be copied', error);
    }
  }

  async #copy(text: string, what: string): Promise<void> {
    try {
      await this.#host.ask('copy', text);
      this.#reports.did(`${what} copied`);
    } catch (error) {
      this.#reports.failed(`${what} could not be copied`, error);
    }
  }

  #retryMessage(): void {
    this.#reports.dismiss();
    this.#open.retry();
  }

  #state(): ViewState {
    return { ...this.#list.position, detail: this.#showsDetail, tab: this.#tab };
  }

  #drawHead(): void {
    const head = (
      <Head
        status={this.#status}
        follows={this.#list.follows}
        done={this.#reports.done}
        failure={this.#reports.failure}
        follow={(on) => this.#list.follow(on)}
        clear={() => void this.#clear()}
        dismiss={() => this.#reports.dismiss()}
      />
    );
    render(head, this.#head);
  }

  /** What the list shows is told around it; the rows draw themselves. */
  #drawList(): void {
    this.#drawHead();
    const { newRows } = this.#list;
    const { first, end } = this.#status?.extent ?? { first: 0, end: 1 };
    render(<Overlay empty={first >= end} newRows={newRows} follow={() => this.#list.follow(true)} />, this.#overlay);
    this.#announcer.newRows(newRows);
    this.#save.poke();
  }

  #drawDetail(): void {
    const { opened } = this.#open;
    const hadFocus = document.hasFocus() && this.#detail.contains(document.activeElement);
    this.#detail.hidden = opened === undefined;
    const waits = opened !== undefined && 'message' in opened ? this.#pending.of(opened.message) : undefined;
    render(opened === undefined ? null : <Detail opened={opened} waits={waits} tab={this.#tab} actions={this.#actions} />, this.#detail);
    // A button that is gone takes the focus along, and then no key is heard.
    if (hadFocus && !this.#detail.contains(document.activeElement)) this.#list.focus();
  }
}

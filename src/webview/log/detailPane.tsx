import { render } from 'preact';
import type { LogRow } from '../../rpc/log/traffic.ts';
import type { PendingRow } from '../../rpc/log/logContract.ts';
import { Detail } from './detail/detail.tsx';
import type { DetailActions } from './detail/detailActions.ts';
import { OpenMessage } from './detail/openMessage.ts';
import type { TabChoices } from './detail/payloadTabs.ts';
import { payloadText } from './detail/payloadView.ts';
import { element } from '../element.ts';
import type { LogHost } from './logHost.ts';
import type { Reports } from '../reports.ts';

/** What a {@link DetailPane} needs. */
export interface DetailPaneHooks {
  readonly host: LogHost;
  readonly reports: Reports;
  readonly actions: Omit<DetailActions, 'close' | 'show'>;
  /** The request that a row shows, if that waits for the reader's answer. */
  waits(row: LogRow): PendingRow | undefined;
  /** The reader closed it. */
  closed(): void;
  /** The focus has nowhere to go any more. */
  focusLost(): void;
  /** What is kept changed. */
  changed(): void;
}

/** Everything about the selected message, beside the list or below it. */
export class DetailPane {
  readonly element = element('section', 'detail');
  readonly #hooks: DetailPaneHooks;
  readonly #open: OpenMessage;
  readonly #actions: DetailActions;
  #tabs: TabChoices;
  #isWanted: boolean;

  constructor(hooks: DetailPaneHooks, { detail, tabs }: { readonly detail: boolean; readonly tabs: TabChoices }) {
    this.#hooks = hooks;
    this.#isWanted = detail;
    this.#tabs = tabs;
    this.element.ariaLabel = 'Message detail';
    this.element.hidden = true;
    this.#open = new OpenMessage({
      host: hooks.host,
      changed: () => this.draw(),
      failed: (error) => hooks.reports.failed('The message could not be loaded', error, () => this.#retry()),
    });
    this.#actions = {
      ...hooks.actions,
      close: () => hooks.closed(),
      show: (form, tab) => {
        this.#tabs = { ...this.#tabs, [form]: tab };
        this.draw();
        hooks.changed();
      },
    };
  }

  get memory(): { readonly detail: boolean; readonly tabs: TabChoices } {
    return { detail: this.#isWanted, tabs: this.#tabs };
  }

  /** Whether a selected row shows its detail. */
  get isWanted(): boolean {
    return this.#isWanted;
  }

  want(isWanted: boolean): void {
    this.#isWanted = isWanted;
  }

  /** Opens this message, if the detail is wanted at all. */
  show(seq: number | undefined): void {
    this.#open.open(this.#isWanted ? seq : undefined);
  }

  /** The log changed. */
  refresh(): void {
    this.#open.refresh();
    this.draw();
  }

  /** Copies the payload of a message, whether its detail is open or not. */
  async copyPayload(seq: number | undefined): Promise<void> {
    if (seq === undefined) return;
    const { host, reports, actions } = this.#hooks;
    const { opened } = this.#open;
    try {
      const message = opened?.seq === seq && 'message' in opened ? opened.message : await host.ask('message', seq);
      if (message === undefined || message.payload.length === 0) reports.did('There is no payload to copy');
      else actions.copy(payloadText(message.payload), 'Payload');
    } catch (error) {
      reports.failed('The payload could not be copied', error);
    }
  }

  draw(): void {
    const { opened } = this.#open;
    const hadFocus = document.hasFocus() && this.element.contains(document.activeElement);
    this.element.hidden = opened === undefined;
    const waits = opened !== undefined && 'message' in opened ? this.#hooks.waits(opened.message) : undefined;
    render(opened === undefined ? null : <Detail opened={opened} waits={waits} tabs={this.#tabs} actions={this.#actions} />, this.element);
    // A button that is gone takes the focus along, and then no key is heard.
    if (hadFocus && !this.element.contains(document.activeElement)) this.#hooks.focusLost();
  }

  #retry(): void {
    this.#hooks.reports.dismiss();
    this.#open.retry();
  }
}

import type { LogExtent } from '../../rpc/log/traffic.ts';
import type { Reports } from '../reports.ts';
import type { TrafficList } from './list/trafficList.ts';
import type { LogHost } from './logHost.ts';

/** What a {@link RowFinder} needs. */
export interface RowFinderParts {
  readonly host: LogHost;
  readonly list: TrafficList;
  readonly reports: Reports;
  /** The list knows what there is. A page that asks twice at first may be told of a row before. */
  readonly ready: Promise<void>;
  /** The whole log. */
  readonly extent: () => LogExtent;
  /** Takes the filter away, and has the list show everything. */
  readonly showAll: () => Promise<void>;
  /** A row was selected that the reader wants to see. */
  readonly found: () => void;
}

/** Leads the reader to rows, and says what is in the way. */
export class RowFinder {
  readonly #parts: RowFinderParts;

  constructor(parts: RowFinderParts) {
    this.#parts = parts;
  }

  /** Goes to a row. A filter that hides it makes way; the history of the filter still has it. */
  async goTo(seq: number): Promise<void> {
    const { list, reports, ready, showAll, found } = this.#parts;
    await ready;
    try {
      let outcome = await list.select(seq);
      if (outcome === 'hidden') {
        await showAll();
        outcome = await list.select(seq);
        reports.did('The filter hid that message and was cleared');
      }
      if (outcome === 'shown') found();
      else reports.did('That message is no longer in the log');
    } catch (error) {
      reports.failed('The message could not be found', error);
    }
    list.focus();
  }

  /** Goes to the answer of the selected request, or to the request of an answer. */
  async goToPartner(): Promise<void> {
    const { partner } = this.#parts.list.selectedRow ?? {};
    if (partner === undefined) this.#parts.reports.did('This row has no answer or request in the log');
    else await this.goTo(partner.seq);
  }

  /** Goes to the next or the previous row with a problem, from the selected one on. */
  async goToProblem(direction: 'forward' | 'back'): Promise<void> {
    const { host, list, reports, extent } = this.#parts;
    const { first, end } = extent();
    const from = list.selected ?? (direction === 'forward' ? first - 1 : end);
    try {
      const seq = await host.ask('find', { seq: from, direction, filter: 'problem:any' });
      if (seq === undefined) reports.did(direction === 'forward' ? 'No problem further down' : 'No problem further up');
      else await this.goTo(seq);
    } catch (error) {
      reports.failed('The next problem could not be found', error);
    }
  }
}

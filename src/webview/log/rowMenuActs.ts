import type { PageRow, RowAct } from '../../rpc/log/logContract.ts';
import type { Reports } from '../reports.ts';
import type { FilterByRow } from './filterByRow.ts';
import type { TrafficList } from './list/trafficList.ts';
import type { RowFinder } from './rowFinder.ts';

/** What {@link RowMenuActs} need. */
export interface RowMenuParts {
  readonly list: TrafficList;
  readonly finder: RowFinder;
  readonly filterByRow: FilterByRow;
  readonly reports: Reports;
}

/** Does what VS Code's own context menu on a row of this page asks for, and no command of the host could. */
export class RowMenuActs {
  /** Tells this page from others that show the same log. */
  readonly page = crypto.randomUUID();
  readonly #parts: RowMenuParts;

  constructor(parts: RowMenuParts) {
    this.#parts = parts;
  }

  /** The menu of a row, of this page or another one, was used. */
  async take(act: RowAct, { page, seq }: PageRow): Promise<void> {
    if (page !== this.page) return;
    const { list, finder, filterByRow, reports } = this.#parts;
    try {
      // Of several selected rows it is the one under the mouse.
      if ((await list.select(seq)) !== 'shown') reports.did('That message is no longer in the list');
      else if (act === 'goToPartner') await finder.goToPartner();
      else filterByRow.choose();
    } catch (error) {
      reports.failed('The message could not be found', error);
    }
  }
}

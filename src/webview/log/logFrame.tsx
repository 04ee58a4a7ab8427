import { render } from 'preact';
import type { LogStatus } from '../../rpc/log/logContract.ts';
import { Announcer } from './announcer.ts';
import { element } from '../element.ts';
import { Head, type HeadActs } from './head.tsx';
import type { TrafficList } from './list/trafficList.ts';
import { Overlay } from './overlay.tsx';
import type { Reports } from '../reports.ts';

/** What the reader can do around the list. */
export interface FrameActs extends HeadActs {
  readonly clearFilter: () => void;
}

/** What stands around the list: the head above it, what lies over it, and what a screen reader is told. */
export class LogFrame {
  readonly head = element('header', 'head');
  readonly overlay = element('div', 'overlay');
  readonly #announcer = new Announcer();
  readonly #reports: Reports;
  readonly #acts: FrameActs;

  constructor(reports: Reports, acts: FrameActs) {
    this.#reports = reports;
    this.#acts = acts;
  }

  /** What only screen readers see. */
  get announcements(): HTMLElement {
    return this.#announcer.element;
  }

  /** Shows what the list and the log are like now, with the filter in force and what is said of selected rows. */
  draw(status: LogStatus | undefined, list: TrafficList, { filter, range }: { readonly filter: string; readonly range: string }): void {
    const { follows, isPaused, newRows } = list.progress;
    render(
      <Head
        status={status}
        follows={follows && !isPaused}
        isPaused={isPaused}
        newRows={newRows}
        done={this.#reports.done || range}
        failure={this.#reports.failure}
        menu={{
          time: list.columns.choice.time,
          shown: list.columns.shown.map(({ name }) => name),
          hasSelected: list.selected !== undefined,
          setTime: (mode) => list.columns.setTime(mode),
          startAtSelected: () => list.startTimesAtSelected(),
          setShown: (name, isShown) => list.columns.setShown(name, isShown),
          reset: () => list.columns.reset(),
        }}
        acts={this.#acts}
      />,
      this.head,
    );
    const { follow, pause, clearFilter } = this.#acts;
    const empty = whatIsEmpty(status, isPaused ? newRows : 0);
    render(
      <Overlay
        empty={empty}
        filter={filter}
        // How many came while it is paused is said at the button that ends that.
        newRows={isPaused && empty !== 'pause' ? 0 : newRows}
        follow={() => follow(true)}
        goOn={() => pause(false)}
        clearFilter={clearFilter}
      />,
      this.overlay,
    );
    this.#announcer.newRows(newRows);
  }
}

/** What of the log has no rows, of which so many are not shown because they came during a pause. */
function whatIsEmpty(status: LogStatus | undefined, heldBack: number): 'log' | 'view' | 'pause' | undefined {
  if (status === undefined) return undefined;
  const { extent, view } = status;
  if (extent.first >= extent.end) return 'log';
  if (view.searched !== undefined) return undefined;
  if (view.first >= view.end) return 'view';
  return heldBack >= view.end - view.first ? 'pause' : undefined;
}

import type { LogStatus } from '../rpc/logContract.ts';
import { FailureNotice } from './failureNotice.tsx';
import { Icon, IconButton } from './iconButton.tsx';
import type { Failure } from './reports.ts';
import { count, countOf } from './text/figures.ts';
import { visibleStart } from './text/visibleText.ts';

/** Longer texts are cut: the list needs its room. */
const mostCharacters = 500;

/** What stands above the list. */
export interface HeadProps {
  /** Missing until the host has answered for the first time. */
  readonly status: LogStatus | undefined;
  readonly follows: boolean;
  /** What the last act did, such as `Payload copied`. */
  readonly done: string;
  readonly failure: Failure | undefined;
  readonly follow: (on: boolean) => void;
  readonly clear: () => void;
  readonly dismiss: () => void;
}

export function Head({ status, follows, done, failure, follow, clear, dismiss }: HeadProps) {
  return (
    <>
      <div class="toolbar">
        {status !== undefined && <Counters status={status} />}
        <span class="done" role="status">
          {done}
        </span>
        <button
          type="button"
          class="action toggle"
          aria-pressed={follows}
          title={follows ? 'Stop following the newest message' : 'Follow the newest message (End)'}
          onClick={() => follow(!follows)}
        >
          <Icon name="arrow-circle-down" />
          Follow
        </button>
        <IconButton icon="clear-all" name="Clear Traffic…" press={clear} />
      </div>
      {status?.notice !== undefined && (
        <div class="notice" role="status">
          <Icon name="info" />
          <span class="text">{visibleStart(status.notice, mostCharacters)}</span>
        </div>
      )}
      {failure !== undefined && <FailureNotice failure={failure} dismiss={dismiss} />}
    </>
  );
}

function Counters({ status: { extent, counters } }: { readonly status: LogStatus }) {
  const kept = `Received ${count(counters.received)}: ${count(counters.stored)} stored, ${count(counters.notKept)} not kept`;
  return (
    <span class="counters" title={kept}>
      {countOf(extent.end - extent.first, 'message')}
      {counters.notKept > 0 && <span class="lost"> · {count(counters.notKept)} not kept</span>}
    </span>
  );
}

import { Icon } from '../iconButton.tsx';
import { count, countOf } from '../text/figures.ts';
import { visibleStart } from '../text/visibleText.ts';

/** Longer filters are cut. */
const mostCharacters = 200;

interface OverlayProps {
  /** What has no rows: the whole log, the view that the filter makes of it, or what was there before a pause. */
  readonly empty: 'log' | 'view' | 'pause' | undefined;
  /** The filter in force. */
  readonly filter: string;
  readonly newRows: number;
  readonly follow: () => void;
  readonly goOn: () => void;
  readonly clearFilter: () => void;
}

/** What lies over the list: what to do while it is empty, and the way back to the newest rows. */
export function Overlay({ empty, filter, newRows, follow, goOn, clearFilter }: OverlayProps) {
  if (empty === 'log') return <EmptyState />;
  if (empty === 'pause') return <NothingBefore newRows={newRows} goOn={goOn} />;
  if (newRows > 0) {
    return (
      <button type="button" class="new-rows" title="Go to the newest message and follow (End)" onClick={follow}>
        <Icon name="arrow-down" />
        {count(newRows)} new
      </button>
    );
  }
  return empty === 'view' ? <NothingPasses filter={filter} clear={clearFilter} /> : null;
}

function NothingPasses({ filter, clear }: { readonly filter: string; readonly clear: () => void }) {
  return (
    <div class="empty">
      <p>
        No message passes ‘<span class="filter-in-force">{visibleStart(filter, mostCharacters)}</span>’.
      </p>
      <button type="button" class="link" onClick={clear}>
        Clear the filter
      </button>
    </div>
  );
}

/** What was there when the pause began left the log. */
function NothingBefore({ newRows, goOn }: Pick<OverlayProps, 'newRows' | 'goOn'>) {
  return (
    <div class="empty">
      <p>Nothing is left of what was here before the pause. {countOf(newRows, 'message')} came since.</p>
      <button type="button" class="link" onClick={goOn}>
        Go on
      </button>
    </div>
  );
}

function EmptyState() {
  return (
    <div class="empty whole">
      <p>No messages yet.</p>
      <p>
        Every message of your connections, and of every client of the embedded platform, appears here once: decoded, checked, and with
        requests and answers joined.
      </p>
      <p>Connect a device or start the embedded platform in the Device Workbench view.</p>
    </div>
  );
}

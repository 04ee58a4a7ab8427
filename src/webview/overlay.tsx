import { Icon } from './iconButton.tsx';
import { count } from './text/figures.ts';

interface OverlayProps {
  /** What has no rows: the whole log, or the view that the filter makes of it. */
  readonly empty: 'log' | 'view' | undefined;
  readonly newRows: number;
  readonly isPaused: boolean;
  readonly follow: () => void;
}

/** What lies over the list: what to do while it is empty, and the way back to the newest rows. */
export function Overlay({ empty, newRows, isPaused, follow }: OverlayProps) {
  if (empty === 'log') return <EmptyState />;
  if (newRows > 0) {
    const title = isPaused ? 'Resume, go to the newest message and follow' : 'Go to the newest message and follow (End)';
    return (
      <button type="button" class="new-rows" title={title} onClick={follow}>
        <Icon name="arrow-down" />
        {count(newRows)} new
      </button>
    );
  }
  if (empty === 'view') return <p class="empty">No message passes the filter.</p>;
  return null;
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

import { Icon } from './iconButton.tsx';
import { count } from './text/figures.ts';

/** What lies over the list: what to do while it is empty, and the way back to the newest rows. */
export function Overlay({ empty, newRows, follow }: { readonly empty: boolean; readonly newRows: number; readonly follow: () => void }) {
  if (empty) return <EmptyState />;
  if (newRows === 0) return null;
  return (
    <button type="button" class="new-rows" title="Go to the newest message and follow (End)" onClick={follow}>
      <Icon name="arrow-down" />
      {count(newRows)} new
    </button>
  );
}

function EmptyState() {
  return (
    <div class="empty">
      <p>No messages yet.</p>
      <p>
        Every message of your connections, and of every client of the embedded platform, appears here once: decoded, checked, and with
        requests and answers joined.
      </p>
      <p>Connect a device or start the embedded platform in the Device Workbench view.</p>
    </div>
  );
}

import { existsSync, rmSync } from 'node:fs';
import { Refusal } from '../../wiotp/refusal.ts';
import { opened, reopened } from './openStore.ts';
import { isSqliteError } from './sqliteError.ts';
import { notDeleted } from './storeNotices.ts';
import type { TrafficStore } from './trafficStore.ts';

/** The file to clear, and the number that its next message gets. */
interface ClearedFile {
  readonly file: string;
  readonly end: number;
}

/** A log that was cleared. */
export interface Cleared {
  /** Goes on in the file: the same store, or a new one in a new file; `undefined` when the file was deleted and no new one can be made. */
  readonly store: TrafficStore | undefined;
  /** What there is to say about files that could not be deleted. */
  readonly notice?: string | undefined;
}

/** Gets a store that was closed and opened again, as it could not be deleted; `undefined` when it cannot be opened. */
type ReopenedAs = (store: TrafficStore | undefined) => void;

/**
 * Deletes all that a store holds in its file; where that cannot be written, as on a full disk, the file is deleted and a new one begun. The store is closed then.
 * @throws Refusal when nothing can be deleted; `reopenedAs` gets the store then.
 */
export function clearFile(store: TrafficStore, { file, end }: ClearedFile, reopenedAs: ReopenedAs): Cleared {
  try {
    // Somebody may have deleted the file: what is written to an open one then is gone with it.
    if (existsSync(file)) {
      store.clear();
      store.startAt(end);
      return { store };
    }
  } catch (error) {
    if (!isSqliteError(error)) throw error;
  }
  store.abandon();
  const notice = deleteFile(store, file, reopenedAs);
  return { store: opened(file, (begun) => begun.startAt(end)), notice };
}

/**
 * Deletes the file of a store that was closed, and gives what there is to say when something that belonged to it could not be deleted.
 * @throws Refusal when nothing can be deleted; `reopenedAs` gets the store then.
 */
export function deleteFile(closed: TrafficStore, file: string, reopenedAs: ReopenedAs): string | undefined {
  // The database first: without it there is no log any more, whereas a companion may hold rows that the database needs.
  const cause = undeleted(file);
  if (cause !== undefined) {
    reopenedAs(reopened(file, closed));
    throw undeletable(file, cause);
  }
  const notices = ['-wal', '-shm'].flatMap((suffix) => {
    const why = undeleted(file + suffix);
    return why === undefined ? [] : [notDeleted(file + suffix, why.message)];
  });
  return notices.length === 0 ? undefined : notices.join(' ');
}

/** Deletes a file if it is there, and gives why that failed. */
function undeleted(file: string): Error | undefined {
  try {
    rmSync(file, { force: true });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function undeletable(file: string, cause: Error): Refusal {
  return new Refusal(
    `The traffic log could not be cleared: its file can neither be written nor deleted (${cause.message})`,
    { rule: 'What is cleared is deleted from the file', advice: `Make room on the disk or ${file} writable, and clear the log again.` },
    { cause },
  );
}

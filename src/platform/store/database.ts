import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Refusal } from '../../wiotp/refusal.ts';
import { makeFolder } from './makeFolder.ts';
import { keepOthersOut, makePrivate } from './privateFile.ts';
import { bringUpToDate } from './versions.ts';

/** SQLite's code for a database that somebody else has locked. */
const sqliteBusy = 5;

/**
 * Opens the platform's database in a folder, which is created when it is missing, or in memory without one. Data of an
 * earlier version is converted. Only the user who runs the platform can read it. While it is open, no other platform can open the same folder.
 * @throws Refusal when the folder cannot be used.
 */
export function openDatabase(folder: string | undefined): DatabaseSync {
  try {
    if (folder === undefined) return prepare(new DatabaseSync(':memory:'));
    makeFolder(folder);
    const file = join(folder, 'platform.db');
    // SQLite makes the files beside it with the same mode.
    makePrivate(file);
    for (const beside of ['-wal', '-shm']) keepOthersOut(file + beside);
    return prepare(new DatabaseSync(file));
  } catch (error) {
    throw refusalFor(folder ?? 'memory', error);
  }
}

/** Does everything or nothing. @throws whatever `run` or SQLite throws. */
export function transaction(database: DatabaseSync, run: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    run();
    database.exec('COMMIT');
  } catch (error) {
    // After some failures, such as a full disk, SQLite has rolled back already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function prepare(database: DatabaseSync): DatabaseSync {
  try {
    // The lock of exclusive mode is what keeps two platforms from serving one organisation. What was committed survives the
    // end of the process; a loss of power can undo the last moments, but leaves the data whole.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN EXCLUSIVE;');
    bringUpToDate(database);
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function refusalFor(folder: string, error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  const busy = error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
  return new Refusal(
    busy ? `Another embedded platform uses the data folder ${folder}.` : `The data folder ${folder} cannot be used: ${message}.`,
    {
      rule: 'a data folder belongs to one running platform and is writable',
      advice: busy ? 'Stop the other platform, or choose another folder.' : 'Choose another folder, or put this one right.',
    },
    { cause: error },
  );
}

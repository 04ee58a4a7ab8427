import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Refusal } from '../../wiotp/refusal.ts';

/** The form of the data that this program reads and writes. */
const schemaVersion = 1;

/** SQLite's code for a database that somebody else has locked. */
const sqliteBusy = 5;

const schema = `
  CREATE TABLE platform (org TEXT NOT NULL, instance_id TEXT NOT NULL);
  CREATE TABLE devices (
    type_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    salt BLOB NOT NULL,
    hash BLOB NOT NULL,
    managed_until REAL,
    PRIMARY KEY (type_id, device_id)
  ) WITHOUT ROWID;
  CREATE TABLE api_keys (key TEXT PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL) WITHOUT ROWID;
  PRAGMA user_version = ${schemaVersion};
`;

/**
 * Opens the platform's database in a folder, which is created when it is missing, or in memory without one. While
 * it is open, no other platform can open the same folder.
 * @throws Refusal when the folder cannot be used.
 */
export function openDatabase(folder: string | undefined): DatabaseSync {
  try {
    if (folder === undefined) return prepare(new DatabaseSync(':memory:'));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return prepare(new DatabaseSync(join(folder, 'platform.db')));
  } catch (error) {
    throw refusalFor(folder ?? 'memory', error);
  }
}

function prepare(database: DatabaseSync): DatabaseSync {
  try {
    // The lock of exclusive mode is what keeps two platforms from serving one organisation.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN EXCLUSIVE;');
    const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
    if (version === 0) database.exec(schema);
    else if (version !== schemaVersion) throw new Error(`its data has version ${String(version)}, this program reads ${schemaVersion}`);
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

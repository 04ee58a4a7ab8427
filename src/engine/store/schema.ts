import type { DatabaseSync } from 'node:sqlite';

/** The version of the tables below, kept in the file's `user_version`. */
export const schemaVersion = 2;

// Nearly all messages are events that fill the first five columns and nothing else. The texts that they share are in
// `origin`: measured, that halves the time of an insert.
const tables = `
  CREATE TABLE origin (
    id INTEGER PRIMARY KEY,
    client TEXT NOT NULL,
    topic TEXT NOT NULL,
    kind TEXT
  ) STRICT;
  CREATE TABLE message (
    seq INTEGER PRIMARY KEY,
    time REAL NOT NULL,
    origin INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    payload BLOB NOT NULL,
    problems INTEGER NOT NULL DEFAULT 0,
    severity TEXT,
    req_id TEXT,
    rc INTEGER,
    partner INTEGER,
    partner_ms REAL,
    event TEXT,
    note TEXT
  ) STRICT;
  CREATE TABLE extent (first INTEGER NOT NULL) STRICT;
`;

/** A file that is a database but not a log of this version. */
export class ForeignFile extends Error {}

/**
 * Makes a database a log; an existing log stays as it is.
 * @throws ForeignFile when it holds something else.
 */
export function prepareSchema(db: DatabaseSync): void {
  const version = numberOf(db, 'PRAGMA user_version');
  const isNew = version === 0 && numberOf(db, 'SELECT count(*) FROM sqlite_schema') === 0;
  // Before anything is changed: what is not ours stays as it is.
  if (!isNew && version !== schemaVersion && version !== 1)
    throw new ForeignFile(`its version is ${version}; this program writes version ${schemaVersion}`);
  // NORMAL with a write-ahead log: a crash of the computer may lose the last commits, and never damages the file.
  // Large pages, because messages are only ever added at the end.
  db.exec('PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  if (version === 1) db.exec(`BEGIN; ALTER TABLE message ADD COLUMN note TEXT; PRAGMA user_version = ${schemaVersion}; COMMIT`);
  if (!isNew) return;
  db.exec(`BEGIN; ${tables} INSERT INTO extent VALUES (1); PRAGMA user_version = ${schemaVersion}; COMMIT`);
}

/** The one number that a statement gives. */
export function numberOf(db: DatabaseSync, sql: string): number {
  const row = db.prepare(sql).get();
  const [value] = Object.values(row ?? {});
  if (typeof value !== 'number') throw new Error(`${sql} gave no number`);
  return value;
}

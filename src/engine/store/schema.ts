import type { DatabaseSync } from 'node:sqlite';

/** The version of the tables below, kept in the file's `user_version`. */
export const schemaVersion = 3;

// A chunk is up to a thousand messages: writing, reading and searching them one row each takes ten times as long. Payloads
// lie apart, so that whoever only wants the columns reads nothing else. What few messages have, and what becomes known
// later, is in `detail`. The texts that messages share are in `origin`.
const tables = `
  CREATE TABLE origin (
    id INTEGER PRIMARY KEY,
    client TEXT NOT NULL,
    topic TEXT NOT NULL,
    kind TEXT
  ) STRICT;
  CREATE TABLE chunk (
    first INTEGER PRIMARY KEY,
    count INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    newest REAL NOT NULL,
    oldest_origin INTEGER NOT NULL,
    columns BLOB NOT NULL
  ) STRICT;
  CREATE TABLE payload (
    first INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE TABLE detail (
    seq INTEGER PRIMARY KEY,
    problems INTEGER NOT NULL DEFAULT 0,
    severity TEXT,
    req_id TEXT,
    rc INTEGER,
    partner INTEGER,
    partner_ms REAL,
    partner_kind TEXT,
    remarks TEXT,
    event TEXT,
    note TEXT,
    marker TEXT
  ) STRICT;
  CREATE TABLE extent (first INTEGER NOT NULL) STRICT;
`;

/** A file that is a database but not a log of this version, or a damaged one. */
export class UnusableFile extends Error {}

/**
 * Makes a database a log; an existing log stays as it is.
 * @throws UnusableFile when it holds something else.
 */
export function prepareSchema(db: DatabaseSync): void {
  const version = numberOf(db, 'PRAGMA user_version');
  const isNew = version === 0 && numberOf(db, 'SELECT count(*) FROM sqlite_schema') === 0;
  // Before anything is changed: what is not ours stays as it is.
  if (!isNew && version !== schemaVersion)
    throw new UnusableFile(`its version is ${version}; this program writes version ${schemaVersion}`);
  // NORMAL with a write-ahead log: a crash of the computer may lose the last commits, and never damages the file.
  // Large pages, because chunks are large.
  db.exec('PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  if (!isNew) return;
  db.exec(`BEGIN; ${tables} INSERT INTO extent VALUES (1); PRAGMA user_version = ${schemaVersion}; COMMIT`);
}

/** A larger file is not looked through: 200 MB take 40 ms from memory, and up to a second from a disk. */
const mostCheckedPages = 20_000;

/**
 * Looks through a log for damage.
 * @throws UnusableFile when there is any.
 */
export function checkWhole(db: DatabaseSync): void {
  if (numberOf(db, 'PRAGMA page_count') > mostCheckedPages) return;
  const [found] = Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {});
  if (found !== 'ok') throw new UnusableFile(`it is damaged: ${String(found).replaceAll('\n', ' ')}`);
}

/** The one number that a statement gives. */
export function numberOf(db: DatabaseSync, sql: string): number {
  const row = db.prepare(sql).get();
  const [value] = Object.values(row ?? {});
  if (typeof value !== 'number') throw new Error(`${sql} gave no number`);
  return value;
}

import type { DatabaseSync } from 'node:sqlite';

/** Runs as one transaction: when it throws, nothing of it happened. */
export function inTransaction<T>(db: DatabaseSync, run: () => T): T {
  db.exec('BEGIN');
  try {
    const result = run();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      db.exec('ROLLBACK');
    } catch {
      // A full disk makes the database roll back by itself; there is nothing left to undo then.
    }
    throw error;
  }
}

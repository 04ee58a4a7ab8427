import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './sqliteError.ts';

/**
 * Says "this log is mine" to other engines. The lock is a transaction in a database file, so the operating system
 * releases it also when this process dies.
 */
export class StoreLock {
  readonly #db: DatabaseSync;

  private constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /**
   * Takes the lock in `file`; `undefined` when another engine has it.
   * @throws Error when the file cannot be used.
   */
  static take(file: string): StoreLock | undefined {
    const db = new DatabaseSync(file);
    try {
      db.exec('BEGIN EXCLUSIVE');
      return new StoreLock(db);
    } catch (error) {
      db.close();
      if (isBusy(error)) return undefined;
      throw error;
    }
  }

  release(): void {
    this.#db.close();
  }
}

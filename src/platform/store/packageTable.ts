import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { PackageStore } from './storage.ts';
import type { WriteBatch } from './writeBatch.ts';

/** Custom packages in the database. */
export class PackageTable implements PackageStore {
  readonly #database: DatabaseSync;
  readonly #batch: WriteBatch;
  readonly #write: StatementSync;
  readonly #delete: StatementSync;

  constructor(database: DatabaseSync, batch: WriteBatch) {
    this.#database = database;
    this.#batch = batch;
    this.#write = database.prepare('INSERT OR REPLACE INTO packages VALUES (?, ?)');
    this.#delete = database.prepare('DELETE FROM packages WHERE bundle_id = ?');
  }

  load(): readonly { readonly bundleId: string; readonly definition: string }[] {
    const rows = this.#database.prepare('SELECT * FROM packages ORDER BY bundle_id').all();
    return rows.map((row) => ({ bundleId: String(row['bundle_id']), definition: String(row['definition']) }));
  }

  save(bundleId: string, definition: string): void {
    this.#batch.expectWritable();
    this.#batch.add(this.#write, bundleId, definition);
  }

  remove(bundleId: string): void {
    this.#batch.expectWritable();
    this.#batch.add(this.#delete, bundleId);
  }
}

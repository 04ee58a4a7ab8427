import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ActionStore } from './storage.ts';
import type { WriteBatch } from './writeBatch.ts';

/** What was asked of devices, in the database. */
export class ActionTable implements ActionStore {
  readonly #database: DatabaseSync;
  readonly #batch: WriteBatch;
  readonly #write: StatementSync;
  readonly #delete: StatementSync;
  readonly #known: Set<string>;

  constructor(database: DatabaseSync, batch: WriteBatch) {
    this.#database = database;
    this.#batch = batch;
    this.#write = database.prepare('INSERT INTO actions VALUES (?, ?) ON CONFLICT DO UPDATE SET action = excluded.action');
    this.#delete = database.prepare('DELETE FROM actions WHERE action_id = ?');
    const rows = database.prepare('SELECT action_id FROM actions').all();
    this.#known = new Set(rows.map((row) => String(row['action_id'])));
  }

  /** In the order in which they were kept first. */
  load(): readonly { readonly id: string; readonly action: string }[] {
    const rows = this.#database.prepare('SELECT * FROM actions ORDER BY rowid').all();
    return rows.map((row) => ({ id: String(row['action_id']), action: String(row['action']) }));
  }

  save(id: string, action: string): void {
    if (!this.#known.has(id)) this.#batch.expectWritable();
    this.#known.add(id);
    this.#batch.add(this.#write, id, action);
  }

  remove(id: string): void {
    if (this.#known.delete(id)) this.#batch.add(this.#delete, id);
  }
}

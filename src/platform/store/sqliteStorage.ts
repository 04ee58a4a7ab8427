import type { DatabaseSync } from 'node:sqlite';
import type { Refusal } from '../../wiotp/refusal.ts';
import { Registry, type RegistryIdentity } from '../registry/registry.ts';
import { ActionTable } from './actionTable.ts';
import { PackageTable } from './packageTable.ts';
import { RecordTable } from './recordTable.ts';
import { SessionTable } from './sessionTable.ts';
import type { Storage } from './storage.ts';
import { WriteBatch } from './writeBatch.ts';

/** Everything in one SQLite database. */
export class SqliteStorage implements Storage {
  readonly registry: Registry;
  readonly records: RecordTable;
  readonly packages: PackageTable;
  readonly actions: ActionTable;
  readonly sessions: SessionTable;
  readonly #database: DatabaseSync;
  readonly #batch: WriteBatch;

  constructor(database: DatabaseSync, identity: RegistryIdentity) {
    this.#database = database;
    this.#batch = new WriteBatch(database);
    this.registry = new Registry(database, identity);
    this.records = new RecordTable(database, this.#batch);
    this.packages = new PackageTable(database, this.#batch);
    this.actions = new ActionTable(database, this.#batch);
    this.sessions = new SessionTable(database, this.#batch);
  }

  commit(): void {
    this.#batch.commit();
  }

  followFailures(told: (why: Refusal) => void): () => void {
    return this.#batch.followFailures(told);
  }

  close(): void {
    try {
      this.#batch.flush();
    } finally {
      this.#database.close();
    }
  }
}

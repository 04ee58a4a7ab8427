import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { numberOf } from './schema.ts';

/** How much of a database is in use: its file keeps its size when something is deleted, and fills up again first. */
export class UsedSpace {
  readonly #pageBytes: number;
  readonly #pages: StatementSync;
  readonly #free: StatementSync;

  constructor(db: DatabaseSync) {
    this.#pageBytes = numberOf(db, 'PRAGMA page_size');
    this.#pages = db.prepare('PRAGMA page_count');
    this.#free = db.prepare('PRAGMA freelist_count');
  }

  get bytes(): number {
    const { page_count: pages } = this.#pages.get() as { page_count: number };
    const { freelist_count: free } = this.#free.get() as { freelist_count: number };
    return (pages - free) * this.#pageBytes;
  }
}

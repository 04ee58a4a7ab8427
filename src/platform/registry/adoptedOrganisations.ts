import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** How many organisations are adopted at most: one for each sort of firmware on a bench, and many more. */
export const mostAdopted = 100;

/** Organisations that devices name in their client IDs and that are served as if they named this one. */
export class AdoptedOrganisations {
  readonly #add: StatementSync;
  readonly #all: Set<string>;

  constructor(database: DatabaseSync) {
    this.#add = database.prepare('INSERT OR IGNORE INTO organisations VALUES (?)');
    const rows = database.prepare('SELECT org FROM organisations').all();
    this.#all = new Set(rows.map(({ org }) => String(org)));
  }

  get count(): number {
    return this.#all.size;
  }

  has(org: string): boolean {
    return this.#all.has(org);
  }

  add(org: string): void {
    this.#add.run(org);
    this.#all.add(org);
  }
}

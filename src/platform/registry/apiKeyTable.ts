import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Refusal } from '../../wiotp/refusal.ts';
import { judgeToken, type StoredToken, type TokenVerdict } from './secrets.ts';

/** API keys in the database. */
export class ApiKeyTable {
  readonly #all: StatementSync;
  readonly #one: StatementSync;
  readonly #set: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync) {
    this.#all = database.prepare('SELECT key FROM api_keys ORDER BY key');
    this.#one = database.prepare('SELECT salt, hash FROM api_keys WHERE key = ?');
    this.#set = database.prepare('INSERT OR REPLACE INTO api_keys VALUES (?, ?, ?)');
    this.#remove = database.prepare('DELETE FROM api_keys WHERE key = ?');
  }

  all(): readonly string[] {
    return this.#all.all().map((row) => String(row['key']));
  }

  has(key: string): boolean {
    return this.#one.get(key) !== undefined;
  }

  set(key: string, { salt, hash }: StoredToken): void {
    this.#set.run(key, salt, hash);
  }

  /** @throws Refusal with code 404 when there is none. */
  remove(key: string): void {
    if (this.#remove.run(key).changes > 0) return;
    throw new Refusal(`The API key ${key} does not exist.`, {
      rule: 'only existing API keys can be deleted',
      advice: 'Choose one of the keys that exist.',
      code: 404,
    });
  }

  check(key: string, token: Uint8Array): TokenVerdict {
    return judgeToken(token, this.#one.get(key));
  }
}

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';

/** What SQLite says of a full disk, and of a damaged file. */
export const full = { errcode: 13, message: 'database or disk is full' };
export const malformed = { errcode: 11, message: 'database disk image is malformed' };

interface FailingStatement {
  readonly sql: RegExp;
  readonly failure: typeof full;
  left: number;
}

/** A disk that does as it should until it is told otherwise, and again when the test is over. */
export class FailingDisk {
  #statements: FailingStatement[] = [];
  readonly #refused = { renameSync: /^$/, rmSync: /^$/ };

  constructor(context: TestContext) {
    const { value: exec } = Object.getOwnPropertyDescriptor(DatabaseSync.prototype, 'exec') as {
      value: (this: DatabaseSync, sql: string) => void;
    };
    const failing = (db: DatabaseSync, sql: string) => this.#failing(db, sql);
    context.mock.method(DatabaseSync.prototype, 'exec', function (this: DatabaseSync, sql: string) {
      const found = failing(this, sql);
      if (found === undefined) return exec.call(this, sql);
      found.left--;
      throw Object.assign(new Error(found.failure.message), { errcode: found.failure.errcode });
    });
    for (const name of ['renameSync', 'rmSync'] as const) {
      const real = fs[name] as (file: fs.PathLike, ...more: unknown[]) => void;
      context.mock.method(fs, name, (file: fs.PathLike, ...more: unknown[]) => {
        if (this.#refused[name].test(String(file))) throw Object.assign(new Error('EPERM: operation not permitted'), { code: 'EPERM' });
        real(file, ...more);
      });
    }
    syncBuiltinESMExports();
    context.after(() => {
      context.mock.restoreAll();
      syncBuiltinESMExports();
    });
  }

  /** Statements fail in every database that is a file, so many times. */
  fail(sql: RegExp, failure: typeof full, times = Number.POSITIVE_INFINITY): void {
    this.#statements.push({ sql, failure, left: times });
  }

  /** Files with such names cannot be renamed, or deleted. */
  refuse(name: 'renameSync' | 'rmSync', files: RegExp): void {
    this.#refused[name] = files;
  }

  /** Everything works again. */
  heal(): void {
    this.#statements = [];
    Object.assign(this.#refused, { renameSync: /^$/, rmSync: /^$/ });
  }

  #failing(db: DatabaseSync, sql: string): FailingStatement | undefined {
    return db.location() === null ? undefined : this.#statements.find((each) => each.left > 0 && each.sql.test(sql));
  }
}

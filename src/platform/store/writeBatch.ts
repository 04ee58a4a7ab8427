import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { Refusal } from '../../wiotp/refusal.ts';
import { Listeners } from '../listeners.ts';
import { transaction } from './database.ts';

/** How long what may be lost waits to be written, and how often a database that cannot be written is tried again. */
const pauseMs = 1000;

/** Adds what it has to write, with `addLazily`. */
export type PromptWriter = () => void;

/** Adds what it has to write; the result says whether there is more, which then gets a turn of its own soon after. */
export type LazyWriter = () => boolean;

interface Write {
  readonly statement: StatementSync;
  readonly values: readonly SQLInputValue[];
}

/**
 * Everything that is written while messages flow. Writes wait in memory and are made in one transaction, in their order:
 * those that somebody relies on before anything leaves for a client, and at the latest at the end of the turn of the event
 * loop; the others within a second. What cannot be written stays and is tried again.
 */
export class WriteBatch {
  readonly #database: DatabaseSync;
  readonly #lazyWriters: LazyWriter[] = [];
  readonly #promptWriters: PromptWriter[] = [];
  readonly #failed = new Listeners<[why: Refusal]>();
  #writes: Write[] = [];
  /** Somebody relies on a write that waits. */
  #relied = false;
  #timer: NodeJS.Timeout | undefined;
  /** Why nothing can be written now. */
  #outage: Refusal | undefined;
  /** The outage began in this turn: what waits to leave may rely on what was not written. */
  #justBroke = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Calls `told` once whenever an outage begins; the result stops that. */
  followFailures(told: (why: Refusal) => void): () => void {
    return this.#failed.add(told);
  }

  /** Writes before anything leaves for a client. */
  add(statement: StatementSync, ...values: readonly SQLInputValue[]): void {
    this.#writes.push({ statement, values });
    this.rely();
  }

  /** Asks the prompt writers, and writes before anything leaves for a client. */
  rely(): void {
    if (this.#relied) return;
    this.#relied = true;
    // Not every answer leaves through a connection of MQTT, which would ask for it.
    setImmediate(() => this.#commitQuietly());
  }

  /** Writes with what comes next, or within a second. */
  addLazily(statement: StatementSync, ...values: readonly SQLInputValue[]): void {
    this.#writes.push({ statement, values });
    this.wake();
  }

  /** Asks this writer for its writes, a second after `wake` and at the end. */
  join(writer: LazyWriter): void {
    this.#lazyWriters.push(writer);
  }

  /** Asks this writer for its writes whenever something is written that somebody relies on, and at the end. */
  joinPromptly(writer: PromptWriter): void {
    this.#promptWriters.push(writer);
  }

  /** There is something to write within a second. */
  wake(): void {
    this.#wait(pauseMs);
  }

  /** @throws Refusal with code 92 while nothing can be written. */
  expectWritable(): void {
    if (this.#outage !== undefined) throw this.#outage;
  }

  /**
   * Writes what somebody relies on; costs nothing when there is nothing of that kind.
   * @throws Refusal with code 92 when it cannot be written, for the rest of the turn of the event loop: nothing that waits
   * to leave may be sent, because it may acknowledge what would be lost.
   */
  commit(): void {
    if (this.#justBroke) this.expectWritable();
    if (!this.#relied || this.#outage !== undefined) return;
    const why = this.#write();
    if (why !== undefined) throw why;
  }

  /** Writes everything, however long it takes. @throws Refusal when that is not possible. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#lazyWriters.map((writer) => writer()).includes(true)) this.#writeOrThrow();
    this.#writeOrThrow();
  }

  #writeOrThrow(): void {
    const why = this.#write();
    if (why !== undefined) throw why;
  }

  #commitQuietly(): void {
    // Whoever waits for this commit asks for it and is told; the outage itself is reported.
    if (this.#relied && this.#outage === undefined) this.#write();
  }

  #wait(ms: number): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.#due(), ms);
    this.#timer.unref();
  }

  #due(): void {
    // During an outage the writers keep what they have, and are asked as soon as it is over.
    const more = this.#outage !== undefined || this.#lazyWriters.map((writer) => writer()).includes(true);
    // Only now, so that what the writers added needs no timer of its own.
    this.#timer = undefined;
    if (this.#write() === undefined && more) this.#wait(pauseMs / 20);
  }

  /** The reason why it failed, if it did. */
  #write(): Refusal | undefined {
    // During an outage the writers keep what they have, in its latest form only.
    if (this.#outage === undefined) for (const writer of this.#promptWriters) writer();
    if (this.#writes.length === 0) {
      this.#relied = false;
      return undefined;
    }
    try {
      transaction(this.#database, () => {
        for (const { statement, values } of this.#writes) statement.run(...values);
      });
      this.#writes = [];
      this.#relied = false;
      if (this.#outage === undefined) return undefined;
      this.#outage = undefined;
      return this.#write();
    } catch (error) {
      return this.#break(error);
    }
  }

  #break(error: unknown): Refusal {
    this.wake();
    if (this.#outage !== undefined) return this.#outage;
    this.#outage = cannotWrite(error);
    this.#justBroke = true;
    setImmediate(() => (this.#justBroke = false));
    this.#failed.tell(this.#outage);
    return this.#outage;
  }
}

/** Why something that has to be stored was not. */
export function cannotWrite(error: unknown): Refusal {
  const reason = error instanceof Error ? error.message : String(error);
  return new Refusal(
    `The platform cannot write its data: ${reason}.`,
    {
      rule: 'what is acknowledged is stored before',
      advice: 'Make room for the data folder, or make it writable; the platform tries again every second.',
      code: 92,
    },
    { cause: error },
  );
}

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LogExtent } from '../../rpc/traffic.ts';
import { MessageWriter } from './messageWriter.ts';
import { numberOf } from './schema.ts';
import type { EventChange, Link, LoggedMessage, Verdict } from './storedMessage.ts';

/** Columns of a message as the database gives them. */
export interface StoredColumns {
  readonly seq: number;
  readonly time: number;
  readonly client: string;
  readonly flags: number;
  readonly kind: string | null;
  readonly topic: string;
  readonly req_id: string | null;
  readonly rc: number | null;
  readonly partner: number | null;
  readonly partner_ms: number | null;
  /** The partner's kind. */
  readonly partner_kind: string | null;
  readonly severity: string | null;
  readonly problems: number;
  /** A connection event as JSON. */
  readonly event: string | null;
  /** What the platform did about it, as JSON. */
  readonly note: string | null;
  /** Bytes of the whole payload. */
  readonly size: number;
  /** The first {@link headBytes} of the payload for a row, all of it for a message. */
  readonly payload: Uint8Array;
}

/** Enough for 200 characters of UTF-8. */
const headBytes = 800;

const columns = `m.seq, m.time, o.client, m.flags, o.kind, o.topic, m.req_id, m.rc, m.partner, m.partner_ms,
  po.kind AS partner_kind, m.severity, m.problems, m.event, m.note, length(m.payload) AS size`;
const tables = `message m JOIN origin o ON o.id = m.origin
  LEFT JOIN message p ON p.seq = m.partner LEFT JOIN origin po ON po.id = p.origin`;

/** What waits to be written. */
export interface Waiting {
  readonly messages: LoggedMessage[];
  readonly links: Link[];
  readonly verdicts: Verdict[];
  readonly events: EventChange[];
}

/**
 * The log's messages in one database. What is appended waits for the next `flush`, which writes it in one
 * transaction; readers flush first. Every method may throw what the database throws; nothing that waits is
 * lost by that.
 */
export class TrafficStore {
  readonly #db: DatabaseSync;
  readonly #writer: MessageWriter;
  readonly #rows: StatementSync;
  readonly #message: StatementSync;
  #first: number;
  /** The next number to write; what waits comes after it. */
  #written: number;
  #waiting = nothing();

  /** Takes a database that `prepareSchema` has prepared. */
  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#writer = new MessageWriter(db);
    this.#rows = db.prepare(
      `SELECT ${columns}, substr(m.payload, 1, ${headBytes}) AS payload FROM ${tables} WHERE m.seq >= ? AND m.seq < ? ORDER BY m.seq`,
    );
    this.#message = db.prepare(`SELECT ${columns}, m.payload AS payload FROM ${tables} WHERE m.seq = ?`);
    const start = numberOf(db, 'SELECT first FROM extent');
    this.#first = numberOf(db, `SELECT coalesce(min(seq), ${start}) FROM message`);
    this.#written = numberOf(db, `SELECT coalesce(max(seq) + 1, ${start}) FROM message`);
  }

  get extent(): LogExtent {
    return { first: this.#first, end: this.#written + this.#waiting.messages.length };
  }

  /** Bytes that the messages take in the database. */
  get bytes(): number {
    const pages = numberOf(this.#db, 'PRAGMA page_count') - numberOf(this.#db, 'PRAGMA freelist_count');
    return pages * numberOf(this.#db, 'PRAGMA page_size');
  }

  /** Takes a message; its number is the extent's end before the call. */
  append(message: LoggedMessage): void {
    this.#waiting.messages.push(message);
  }

  /** Tells a request about its answer, whether it was written already or waits. */
  link(link: Link): void {
    this.#waiting.links.push(link);
  }

  /** Notes a later verdict about a message, whether that was written already or waits. */
  judge(verdict: Verdict): void {
    this.#waiting.verdicts.push(verdict);
  }

  /** Replaces a connection event, whether it was written already or waits. */
  changeEvent(change: EventChange): void {
    this.#waiting.events.push(change);
  }

  /** How many messages and changes to messages wait to be written. */
  get waiting(): number {
    const { messages, links, verdicts, events } = this.#waiting;
    return messages.length + links.length + verdicts.length + events.length;
  }

  /** What waits, in order, for another store to take over. */
  takeWaiting(): Waiting {
    const waiting = this.#waiting;
    this.#waiting = nothing();
    return waiting;
  }

  /** Writes what waits. When that fails nothing of it is written, and all of it waits on. */
  flush(): void {
    if (this.waiting === 0) return;
    const { messages, links, verdicts, events } = this.#waiting;
    this.#inTransaction(() => {
      this.#writer.write(this.#written, messages);
      for (const link of links) this.#writer.link(link);
      for (const verdict of verdicts) this.#writer.judge(verdict);
      for (const change of events) this.#writer.changeEvent(change);
    });
    this.#written += messages.length;
    this.#waiting = nothing();
  }

  /** The messages `from` up to `to`, as far as they exist, with the head of their payloads. */
  rows(from: number, to: number): readonly StoredColumns[] {
    this.flush();
    return this.#rows.all(from, to) as unknown as readonly StoredColumns[];
  }

  message(seq: number): StoredColumns | undefined {
    this.flush();
    return this.#message.get(seq) as unknown as StoredColumns | undefined;
  }

  /** Deletes everything, written or not, also from the file. Numbers go on from where they are. */
  clear(): void {
    const { end } = this.extent;
    this.startAt(end);
    // Without these the deleted messages would stay readable in the file.
    this.#db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Empties the store and makes `seq` its next number. */
  startAt(seq: number): void {
    this.takeWaiting();
    this.#inTransaction(() => this.#db.exec(`DELETE FROM message; DELETE FROM origin; UPDATE extent SET first = ${seq}`));
    this.#writer.forget();
    this.#first = seq;
    this.#written = seq;
  }

  /** Deletes the written messages before `seq`. */
  dropBefore(seq: number): void {
    this.#db.prepare('DELETE FROM message WHERE seq < ?').run(seq);
    this.#first = Math.max(this.#first, seq);
  }

  /** Writes what waits and closes the database. */
  close(): void {
    try {
      this.flush();
    } finally {
      this.#db.close();
    }
  }

  #inTransaction(run: () => void): void {
    this.#db.exec('BEGIN');
    try {
      run();
      this.#db.exec('COMMIT');
    } catch (error) {
      try {
        this.#db.exec('ROLLBACK');
      } catch {
        // A full disk makes the database roll back by itself; there is nothing left to undo then.
      }
      this.#writer.forget();
      throw error;
    }
  }
}

function nothing(): Waiting {
  return { messages: [], links: [], verdicts: [], events: [] };
}

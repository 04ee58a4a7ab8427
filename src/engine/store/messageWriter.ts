import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { toFlags } from './flags.ts';
import { OriginTable } from './originTable.ts';
import type { EventChange, Link, LoggedMessage, Verdict } from './storedMessage.ts';

/** A plain message's columns. */
type Plain = [seq: number, time: number, origin: number, flags: number, payload: Uint8Array];

/** Plain messages that are written by one statement; more gain nothing. */
const together = 20;

const plainColumns = 'seq, time, origin, flags, payload';

/** Writes messages into the tables, inside a transaction of the caller. */
export class MessageWriter {
  readonly #origins: OriginTable;
  readonly #insertPlain: StatementSync;
  readonly #insertMany: StatementSync;
  readonly #insert: StatementSync;
  readonly #link: StatementSync;
  readonly #judge: StatementSync;
  readonly #changeEvent: StatementSync;

  constructor(db: DatabaseSync) {
    const many = Array.from({ length: together }, () => '(?,?,?,?,?)').join(',');
    this.#origins = new OriginTable(db);
    this.#insertPlain = db.prepare(`INSERT INTO message (${plainColumns}) VALUES (?,?,?,?,?)`);
    this.#insertMany = db.prepare(`INSERT INTO message (${plainColumns}) VALUES ${many}`);
    this.#insert = db.prepare(
      `INSERT INTO message (${plainColumns}, problems, severity, req_id, rc, partner, partner_ms, event, note) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`,
    );
    this.#link = db.prepare('UPDATE message SET partner = ?, partner_ms = ?, rc = ? WHERE seq = ?');
    this.#judge = db.prepare('UPDATE message SET severity = ?, problems = ? WHERE seq = ?');
    this.#changeEvent = db.prepare('UPDATE message SET event = ? WHERE seq = ?');
  }

  /** Writes messages with numbers from `seq` on. */
  write(seq: number, messages: readonly LoggedMessage[]): void {
    let plain: Plain[] = [];
    for (const [at, message] of messages.entries()) {
      const columns = this.#plainColumns(seq + at, message);
      if (!isPlain(message)) this.#writeWhole(columns, message);
      else if (plain.push(columns) === together) {
        this.#insertMany.run(...plain.flat());
        plain = [];
      }
    }
    for (const columns of plain) this.#insertPlain.run(...columns);
  }

  /** Tells a request that is written about its answer. */
  link({ request, answer, rc }: Link): void {
    this.#link.run(answer.seq, answer.ms, rc ?? null, request);
  }

  /** Notes a verdict about a message that is written. */
  judge({ seq, severity, problems }: Verdict): void {
    this.#judge.run(severity, problems, seq);
  }

  /** Replaces a connection event that is written. */
  changeEvent({ seq, event }: EventChange): void {
    this.#changeEvent.run(JSON.stringify(event), seq);
  }

  /** The tables are not what was written: a transaction was rolled back, or everything was deleted. */
  forget(): void {
    this.#origins.forget();
  }

  #plainColumns(seq: number, message: LoggedMessage): Plain {
    const origin = this.#origins.idOf(message.clientId, message.topic, message.kind);
    return [seq, message.time, origin, toFlags(message, message.at), message.payload];
  }

  #writeWhole(plain: Plain, { problems, severity, reqId, rc, partner, event, note }: LoggedMessage): void {
    const rest = [problems, severity, reqId, rc, partner?.seq, partner?.ms, event && JSON.stringify(event), note && JSON.stringify(note)];
    this.#insert.run(...plain, ...rest.map((value) => value ?? null));
  }
}

/** Whether there is nothing to say about a message but what every message has. */
function isPlain({ problems, reqId, rc, event, note }: LoggedMessage): boolean {
  return problems === 0 && reqId === undefined && rc === undefined && event === undefined && note === undefined;
}

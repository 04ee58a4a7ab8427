import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EventChange, Link, LoggedDetails, RemarkChange, Verdict } from './storedMessage.ts';

/** What only few messages have, as the database gives it. */
export interface DetailColumns {
  readonly req_id: string | null;
  readonly rc: number | null;
  readonly partner: number | null;
  readonly partner_ms: number | null;
  /** The partner's kind. */
  readonly partner_kind: string | null;
  /** What the message alone says: its worst problem, and how many there are. */
  readonly severity: string | null;
  readonly problems: number;
  /** What the order of messages says besides, as JSON. */
  readonly remarks: string | null;
  /** A connection event as JSON. */
  readonly event: string | null;
  /** What the platform did about it, as JSON. */
  readonly note: string | null;
  /** The words of a marker. */
  readonly marker: string | null;
}

/** The details of a message that has none. */
export const noDetails: DetailColumns = {
  req_id: null,
  rc: null,
  partner: null,
  partner_ms: null,
  partner_kind: null,
  severity: null,
  problems: 0,
  remarks: null,
  event: null,
  note: null,
  marker: null,
};

/** Whether there is something to say about a message besides what every message has. */
export function hasDetails({ problems, reqId, rc, partner, event, note, marker, remarks }: LoggedDetails): boolean {
  return [reqId, rc, partner, event, note, marker, remarks].some((fact) => fact !== undefined) || problems > 0;
}

/** The details of those messages that have any. Writes inside transactions of the caller. */
export class DetailTable {
  readonly #insert: StatementSync;
  readonly #link: StatementSync;
  readonly #judge: StatementSync;
  readonly #remark: StatementSync;
  readonly #changeEvent: StatementSync;
  readonly #between: StatementSync;
  readonly #drop: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(
      `INSERT INTO detail (seq, problems, severity, req_id, rc, partner, partner_ms, partner_kind, event, note, marker, remarks)
       VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`,
    );
    this.#link = db.prepare(
      `INSERT INTO detail (seq, partner, partner_ms, partner_kind, rc) VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE
       SET partner = excluded.partner, partner_ms = excluded.partner_ms, partner_kind = excluded.partner_kind, rc = excluded.rc`,
    );
    this.#judge = db.prepare(
      `INSERT INTO detail (seq, severity, problems) VALUES (?,?,?) ON CONFLICT DO UPDATE
       SET severity = excluded.severity, problems = excluded.problems`,
    );
    this.#remark = db.prepare('INSERT INTO detail (seq, remarks) VALUES (?,?) ON CONFLICT DO UPDATE SET remarks = excluded.remarks');
    this.#changeEvent = db.prepare('UPDATE detail SET event = ? WHERE seq = ?');
    this.#between = db.prepare('SELECT * FROM detail WHERE seq >= ? AND seq < ?');
    this.#drop = db.prepare('DELETE FROM detail WHERE seq < ?');
  }

  write(seq: number, { problems, severity, reqId, rc, partner, event, note, marker, remarks }: LoggedDetails): void {
    const facts = [severity, reqId, rc, partner?.seq, partner?.ms, partner?.kind];
    const texts = [event && JSON.stringify(event), note && JSON.stringify(note), marker, remarks && JSON.stringify(remarks)];
    this.#insert.run(seq, problems, ...[...facts, ...texts].map((value) => value ?? null));
  }

  /** Tells a request about its answer. */
  link({ request, answer, rc }: Link): void {
    this.#link.run(request, answer.seq, answer.ms, answer.kind, rc ?? null);
  }

  judge({ seq, severity, problems }: Verdict): void {
    this.#judge.run(seq, severity, problems);
  }

  remark({ seq, remarks }: RemarkChange): void {
    this.#remark.run(seq, remarks.length === 0 ? null : JSON.stringify(remarks));
  }

  changeEvent({ seq, event }: EventChange): void {
    this.#changeEvent.run(JSON.stringify(event), seq);
  }

  /** The details of the messages `from` up to `to` that have any, by number. */
  between(from: number, to: number): ReadonlyMap<number, DetailColumns> {
    const rows = this.#between.all(from, to) as unknown as readonly (DetailColumns & { readonly seq: number })[];
    return new Map(rows.map((row) => [row.seq, row]));
  }

  /** Deletes the details of all messages before this one. */
  dropBefore(seq: number): void {
    this.#drop.run(seq);
  }
}

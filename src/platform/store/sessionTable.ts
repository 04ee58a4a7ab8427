import type { DatabaseSync } from 'node:sqlite';
import type { Qos } from '../../wiotp/message.ts';
import type { SessionTraits } from '../routing/sessionTraits.ts';
import { SessionRows, type SessionWriter } from './sessionRows.ts';
import { prepareSessionStatements } from './sessionStatements.ts';
import type { KeptMessage, SessionKeeper, SessionStore, StoredSession } from './storage.ts';
import type { WriteBatch } from './writeBatch.ts';

/** Durable sessions in the database. */
export class SessionTable implements SessionStore {
  readonly #database: DatabaseSync;
  readonly #writer: SessionWriter;
  #lastSession: number;

  constructor(database: DatabaseSync, batch: WriteBatch) {
    this.#database = database;
    this.#lastSession = this.#highest('SELECT max(session_id) AS highest FROM sessions');
    let lastMessage = this.#highest('SELECT max(message_id) AS highest FROM messages');
    this.#writer = { batch, statements: prepareSessionStatements(database), nextMessage: () => ++lastMessage };
  }

  *load(): Generator<StoredSession> {
    const subscriptions = this.#bySession('SELECT * FROM subscriptions', (row) => ({
      filter: String(row['filter']),
      qos: row['qos'] as Qos,
    }));
    const unreleased = this.#bySession('SELECT * FROM unreleased', (row) => Number(row['packet_id']));
    const messages = this.#bySession('SELECT * FROM messages ORDER BY message_id', messageFrom);
    for (const row of this.#database.prepare('SELECT * FROM sessions').iterate()) {
      const sessionId = Number(row['session_id']);
      yield {
        traits: traitsFrom(row),
        subscriptions: subscriptions.get(sessionId) ?? [],
        messages: messages.get(sessionId) ?? [],
        unreleased: unreleased.get(sessionId) ?? [],
        losses: { dropped: Number(row['dropped']), expired: Number(row['expired']) },
        keeper: new SessionRows(sessionId, this.#writer),
      };
    }
  }

  create({ clientId, group, window }: SessionTraits): SessionKeeper {
    const { batch, statements } = this.#writer;
    batch.expectWritable();
    const sessionId = ++this.#lastSession;
    batch.add(statements.create, sessionId, clientId, group ?? null, window);
    return new SessionRows(sessionId, this.#writer);
  }

  #highest(sql: string): number {
    return Number(this.#database.prepare(sql).get()?.['highest'] ?? 0);
  }

  #bySession<T>(sql: string, read: (row: Record<string, unknown>) => T): Map<number, T[]> {
    const all = new Map<number, T[]>();
    for (const row of this.#database.prepare(sql).iterate()) {
      const sessionId = Number(row['session_id']);
      const own = all.get(sessionId);
      if (own === undefined) all.set(sessionId, [read(row)]);
      else own.push(read(row));
    }
    return all;
  }
}

function traitsFrom(row: Record<string, unknown>): SessionTraits {
  const group = row['group_name'];
  return {
    clientId: String(row['client_id']),
    durable: true,
    window: Number(row['send_window']),
    ...(typeof group === 'string' ? { group } : {}),
  };
}

function messageFrom(row: Record<string, unknown>): KeptMessage {
  return {
    id: Number(row['message_id']),
    topic: String(row['topic']),
    payload: row['payload'] instanceof Uint8Array ? row['payload'] : new Uint8Array(0),
    qos: row['qos'] as Qos,
    expires: Number(row['expires']),
    packetId: Number(row['packet_id'] ?? 0),
    taken: row['taken'] === 1,
  };
}

import type { DatabaseSync } from 'node:sqlite';
import type { Qos } from '../../wiotp/message.ts';
import type { Publication } from '../routing/publication.ts';
import type { SessionTraits } from '../routing/sessionTraits.ts';
import { SessionRows, type SessionWriter } from './sessionRows.ts';
import { prepareSessionStatements, type SessionStatements } from './sessionStatements.ts';
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
    const statements = prepareSessionStatements(database);
    const store = publicationStore(batch, statements, this.#highest('SELECT max(publication_id) AS highest FROM publications'));
    this.#writer = { batch, statements, nextMessage: () => ++lastMessage, store };
  }

  *load(): Generator<StoredSession> {
    const subscriptions = this.#bySession('SELECT * FROM subscriptions', (row) => ({
      filter: String(row['filter']),
      qos: row['qos'] as Qos,
    }));
    const unreleased = this.#bySession('SELECT * FROM unreleased', (row) => Number(row['packet_id']));
    const publications = this.#publications();
    const messages = this.#bySession('SELECT * FROM messages ORDER BY message_id', (row) => messageFrom(row, publications));
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

  #publications(): ReadonlyMap<unknown, Publication> {
    const rows = this.#database.prepare('SELECT * FROM publications').iterate();
    return new Map(Array.from(rows, (row) => [row['publication_id'], publicationFrom(row)]));
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

/** A publication comes to all its sessions before the next one does. */
function publicationStore(batch: WriteBatch, statements: SessionStatements, highest: number): SessionWriter['store'] {
  let last: Publication | undefined;
  let lastId = highest;
  return (publication) => {
    if (publication === last) return lastId;
    last = publication;
    batch.add(statements.publication, ++lastId, publication.topic, publication.payload, publication.qos);
    return lastId;
  };
}

const nothing: Publication = { topic: '', payload: new Uint8Array(0), qos: 2 };

function publicationFrom({ topic, payload, qos }: Record<string, unknown>): Publication {
  return { topic: String(topic), payload: payload instanceof Uint8Array ? payload : nothing.payload, qos: qos as Qos };
}

function messageFrom(row: Record<string, unknown>, publications: ReadonlyMap<unknown, Publication>): KeptMessage {
  return {
    id: Number(row['message_id']),
    publication: publications.get(row['publication_id']) ?? nothing,
    qos: row['qos'] as Qos,
    expires: Number(row['expires']),
    packetId: Number(row['packet_id'] ?? 0),
    taken: row['taken'] === 1,
  };
}

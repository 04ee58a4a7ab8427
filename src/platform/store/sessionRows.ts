import type { SQLInputValue } from 'node:sqlite';
import type { Qos } from '../../wiotp/message.ts';
import type { Publication } from '../routing/publication.ts';
import type { SessionStatements } from './sessionStatements.ts';
import type { KeptMessage, Losses, SessionKeeper } from './storage.ts';
import type { WriteBatch } from './writeBatch.ts';

/** What all sessions write with. */
export interface SessionWriter {
  readonly batch: WriteBatch;
  readonly statements: SessionStatements;
  readonly nextMessage: () => number;
  /** The ID under which a publication is stored. */
  readonly store: (publication: Publication) => number;
}

/** The rows of one durable session. */
export class SessionRows implements SessionKeeper {
  readonly #sessionId: number;
  readonly #writer: SessionWriter;
  #discarded = false;

  constructor(sessionId: number, writer: SessionWriter) {
    this.#sessionId = sessionId;
    this.#writer = writer;
  }

  subscribed(filter: string, qos: Qos): void {
    this.#writer.batch.expectWritable();
    this.#write('subscribe', this.#sessionId, filter, qos);
  }

  unsubscribed(filter: string): void {
    this.#write('unsubscribe', this.#sessionId, filter);
  }

  keep({ publication, qos, expires, packetId }: Omit<KeptMessage, 'id'>): number {
    this.#writer.batch.expectWritable();
    const id = this.#writer.nextMessage();
    this.#write('keep', id, this.#sessionId, this.#writer.store(publication), qos, expires, packetId === 0 ? null : packetId);
    return id;
  }

  sent(id: number, packetId: number): void {
    this.#write('sent', packetId, id);
  }

  taken(id: number): void {
    this.#write('taken', id);
  }

  done(id: number): void {
    // Lost with the process, it only means that the client gets once more what it has.
    this.#writeLazily('done', id);
  }

  received(packetId: number): void {
    this.#writer.batch.expectWritable();
    this.#write('receive', this.#sessionId, packetId);
  }

  released(packetId: number): void {
    this.#write('release', this.#sessionId, packetId);
  }

  lost({ dropped, expired }: Losses): void {
    this.#writeLazily('lost', dropped, expired, this.#sessionId);
  }

  discard(messages: Iterable<number>): void {
    for (const id of messages) this.done(id);
    for (const name of ['unsubscribeAll', 'releaseAll', 'discard'] as const) this.#write(name, this.#sessionId);
    this.#discarded = true;
  }

  #write(name: keyof SessionStatements, ...values: readonly SQLInputValue[]): void {
    if (!this.#discarded) this.#writer.batch.add(this.#writer.statements[name], ...values);
  }

  #writeLazily(name: keyof SessionStatements, ...values: readonly SQLInputValue[]): void {
    if (!this.#discarded) this.#writer.batch.addLazily(this.#writer.statements[name], ...values);
  }
}

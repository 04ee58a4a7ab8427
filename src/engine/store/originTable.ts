import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { OriginFacts } from '../../filter/facts.ts';
import type { KindName } from '../../wiotp/catalog.ts';
import { numberOf } from './schema.ts';

/** An origin with its number. */
export interface Origin extends OriginFacts {
  readonly id: number;
}

/** Clients choose topics freely, so what is remembered has an end: in number, and in characters. */
const mostRemembered = 20_000;
const mostCharacters = 8_000_000;

/** Stands for texts that nobody knows any more. */
export const unknownOrigin: OriginFacts = Object.freeze({ clientId: '', topic: '' });

/**
 * The texts that messages share: who sent them, on which topic, of which kind. Numbers are given at once, and written with
 * the messages that have them; a number is never given again.
 */
export class OriginTable {
  readonly #insert: StatementSync;
  readonly #select: StatementSync;
  readonly #drop: StatementSync;
  readonly #byId = new Map<number, OriginFacts>();
  /** By client, then by topic. */
  readonly #byText = new Map<string, Map<string, Origin>>();
  #characters = 0;
  /** What is not yet written, by number. */
  #pending = new Map<number, Origin>();
  #next: number;
  /** There are no texts with numbers before this. */
  #oldest: number;

  /** Reads the table, which `prepareSchema` has made. */
  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT OR REPLACE INTO origin (id, client, topic, kind) VALUES (?, ?, ?, ?)');
    this.#select = db.prepare('SELECT client, topic, kind FROM origin WHERE id = ?');
    this.#drop = db.prepare('DELETE FROM origin WHERE id < ?');
    this.#oldest = numberOf(db, 'SELECT coalesce(min(id), 1) FROM origin');
    this.#next = numberOf(db, 'SELECT coalesce(max(id) + 1, 1) FROM origin');
  }

  /** The number that the next new texts get. */
  get next(): number {
    return this.#next;
  }

  /** The number of these texts. What is not remembered is written once more, which does no harm. */
  idOf(clientId: string, topic: string, kind: KindName | undefined): number {
    const known = this.#byText.get(clientId)?.get(topic);
    if (known !== undefined && known.kind === kind) return known.id;
    const origin = { id: this.#next++, clientId, topic, ...(kind === undefined ? {} : { kind }) };
    this.#pending.set(origin.id, origin);
    this.#remember(origin.id, origin);
    const topics = this.#byText.get(clientId) ?? new Map<string, Origin>();
    this.#byText.set(clientId, topics.set(topic, origin));
    return origin.id;
  }

  /** The texts with a number. */
  get(id: number): OriginFacts | undefined {
    return this.#byId.get(id) ?? this.#pending.get(id) ?? this.#read(id);
  }

  /** Writes new texts, inside a transaction of the caller. */
  write(): void {
    for (const { id, clientId, topic, kind } of this.#pending.values()) this.#insert.run(id, clientId, topic, kind ?? null);
  }

  /** What was written is there to stay. */
  written(): void {
    this.#pending.clear();
  }

  /** Takes over all texts that another table still knows, with their numbers, and goes on from there. */
  adopt(other: OriginTable): void {
    this.#next = Math.max(this.#next, other.#next);
    for (const topics of other.#byText.values()) for (const origin of topics.values()) this.#pending.set(origin.id, origin);
    for (const [id, origin] of other.#pending) this.#pending.set(id, origin);
  }

  /** From now on all texts get new numbers, because the table was emptied. */
  renumber(): void {
    this.#forget();
    this.#pending.clear();
  }

  /** Deletes the texts before this number, which no message has; nothing may be pending. Inside a transaction of the caller. */
  dropBefore(id: number): void {
    if (id <= this.#oldest) return;
    this.#oldest = Math.min(id, this.#next);
    this.#drop.run(this.#oldest);
    this.#forget();
  }

  #read(id: number): OriginFacts | undefined {
    const row = this.#select.get(id) as { client: string; topic: string; kind: KindName | null } | undefined;
    if (row === undefined) return undefined;
    const { client, topic, kind } = row;
    const facts = { clientId: client, topic, ...(kind === null ? {} : { kind }) };
    this.#remember(id, facts);
    return facts;
  }

  #remember(id: number, facts: OriginFacts): void {
    if (this.#byId.size >= mostRemembered || this.#characters >= mostCharacters) this.#forget();
    this.#characters += facts.clientId.length + facts.topic.length;
    this.#byId.set(id, facts);
  }

  #forget(): void {
    this.#byText.clear();
    this.#byId.clear();
    this.#characters = 0;
  }
}

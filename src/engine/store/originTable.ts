import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { KindName } from '../../wiotp/catalog.ts';

interface Origin {
  readonly id: number;
  readonly kind: KindName | undefined;
}

/** Clients choose topics freely, so what is remembered has an end. */
const mostRemembered = 10_000;

/** The texts that messages share: who sent them, on which topic, of which kind. */
export class OriginTable {
  readonly #insert: StatementSync;
  /** By client, then by topic. */
  readonly #known = new Map<string, Map<string, Origin>>();
  #remembered = 0;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO origin (client, topic, kind) VALUES (?, ?, ?)');
  }

  /** The number of these texts. What is not remembered is written once more, which does no harm. */
  idOf(client: string, topic: string, kind: KindName | undefined): number {
    const known = this.#known.get(client)?.get(topic);
    if (known !== undefined && known.kind === kind) return known.id;
    const id = Number(this.#insert.run(client, topic, kind ?? null).lastInsertRowid);
    this.#remember(client, topic, { id, kind });
    return id;
  }

  /** Forgets everything, because the table has changed. */
  forget(): void {
    this.#known.clear();
    this.#remembered = 0;
  }

  #remember(client: string, topic: string, origin: Origin): void {
    if (this.#remembered >= mostRemembered) this.forget();
    const topics = this.#known.get(client) ?? new Map<string, Origin>();
    this.#known.set(client, topics.set(topic, origin));
    this.#remembered++;
  }
}

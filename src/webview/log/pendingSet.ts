import type { PendingRow } from '../../rpc/log/logContract.ts';
import type { LogRow } from '../../rpc/log/traffic.ts';

/** The requests that wait for the reader's answer. */
export class PendingSet {
  readonly #rows: ReadonlyMap<string, PendingRow>;

  constructor(rows: readonly PendingRow[]) {
    this.#rows = new Map(rows.map((row) => [keyOf(row), row]));
  }

  /** The request that a row shows, if that waits. What the embedded platform saw of other clients is theirs to answer. */
  of({ at, partner, clientId, topic, reqId }: LogRow): PendingRow | undefined {
    if (this.#rows.size === 0 || at !== 'session' || partner !== undefined || reqId === undefined) return undefined;
    return this.#rows.get(keyOf({ clientId, topic, reqId }));
  }
}

function keyOf({ clientId, topic, reqId }: PendingRow): string {
  return JSON.stringify([clientId, topic, reqId]);
}

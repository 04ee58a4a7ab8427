import type { ConnectionAttempt } from '../../rpc/board/attempt.ts';
import { peerHost } from './peer.ts';

/** How many rows and how many connections that may still get further are remembered. */
const most = { rows: 100, connections: 500 };

/** Attempts that came to the same: the latest of them, and how many there were. */
export interface CountedAttempt {
  /** Names what they came to. */
  readonly id: string;
  readonly attempt: ConnectionAttempt;
  readonly times: number;
}

/**
 * Attempts to connect, those that came to the same counted in one row: a board that is refused every few seconds is
 * one row and not a hundred. A connection that gets further moves from its row to another.
 */
export class AttemptHistory {
  /** By what they came to; the latest is the last. */
  readonly #rows = new Map<string, CountedAttempt>();
  /** How far each connection has come. */
  readonly #reached = new Map<string, { readonly key: string; readonly attempt: ConnectionAttempt }>();

  /** Takes attempts that are new or got further, the latest first. What is known already changes nothing. */
  take(attempts: readonly ConnectionAttempt[]): void {
    for (const attempt of attempts.toReversed()) this.#take(attempt);
  }

  /** The latest first. */
  rows(): readonly CountedAttempt[] {
    return [...this.#rows.values()].toReversed();
  }

  clear(): void {
    this.#rows.clear();
    this.#reached.clear();
  }

  #take(attempt: ConnectionAttempt): void {
    const before = this.#reached.get(attempt.connection);
    if (before !== undefined && (isSame(before.attempt, attempt) || isOver(before.attempt))) return;
    const key = outcome(attempt);
    if (before?.key !== key) {
      if (before !== undefined) this.#leave(before.key);
      this.#enter(key, attempt);
    }
    this.#reached.delete(attempt.connection);
    this.#reached.set(attempt.connection, { key, attempt });
    forgetOldest(this.#reached, most.connections);
  }

  #enter(key: string, attempt: ConnectionAttempt): void {
    const times = (this.#rows.get(key)?.times ?? 0) + 1;
    this.#rows.delete(key);
    this.#rows.set(key, { id: key, attempt, times });
    forgetOldest(this.#rows, most.rows);
  }

  #leave(key: string): void {
    const row = this.#rows.get(key);
    if (row === undefined) return;
    if (row.times === 1) this.#rows.delete(key);
    else this.#rows.set(key, { ...row, times: row.times - 1 });
  }
}

/** A refusal is what an attempt came to: that the connection is closed then says nothing more. */
function isOver({ stage }: ConnectionAttempt): boolean {
  return stage === 'refused' || stage === 'closed';
}

function isSame(before: ConnectionAttempt, now: ConnectionAttempt): boolean {
  return before.stage === now.stage && before.time === now.time && before.reason === now.reason;
}

/** Attempts alike in this are one row. A client's port is another each time. */
function outcome({ peer, host, port, secure, stage, clientId, code, reason }: ConnectionAttempt): string {
  return JSON.stringify([peerHost(peer), host, port, secure, stage, clientId, code, reason]);
}

function forgetOldest(map: Map<string, unknown>, kept: number): void {
  for (const key of map.keys()) {
    if (map.size <= kept) return;
    map.delete(key);
  }
}

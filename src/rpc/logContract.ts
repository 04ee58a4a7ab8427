import type { LogCounters } from './engineContract.ts';
import type { LogExtent, LogMessage, LogRow } from './traffic.ts';

/** A request that waits for the user's answer, by what its row in the log says. */
export interface PendingRow {
  readonly clientId: string;
  readonly topic: string;
  readonly reqId: string;
}

/** What the log view shows around its rows. */
export interface LogStatus {
  readonly extent: LogExtent;
  readonly counters: LogCounters;
  /** Requests that came over connections of our own and wait for the user's answer. */
  readonly pending: readonly PendingRow[];
  /** Something the reader must know about the log, such as that it is kept in memory only. */
  readonly notice?: string;
}

/** Calls the log view makes and the extension host answers. */
export interface LogCalls {
  /** The first call of a view. */
  status(): LogStatus;
  /** Rows `from` up to `from + count`, as far as they exist. */
  rows(from: number, count: number): readonly LogRow[];
  message(seq: number): LogMessage | undefined;
  /** Deletes everything in the log, after asking the user. */
  clear(): void;
  /** Puts text on the clipboard. */
  copy(text: string): void;
  /** Registers the device of a refused attempt, with the token that it sent; what goes wrong is told to the user. */
  register(attempt: string): void;
  /** Has the user answer a request that waits; what goes wrong is told to the user. */
  answer(row: PendingRow): void;
}

/** News the extension host tells the log view. */
export interface LogNews {
  /** The log grew, was cleared, its notice changed, or other requests wait; at most ten times a second, and never while the view is hidden. */
  changed(status: LogStatus): void;
}

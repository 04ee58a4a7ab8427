import type { LogCounters } from './engineContract.ts';
import type { LogExtent, LogMessage, LogRow } from './traffic.ts';

/** What the log view shows around its rows. */
export interface LogStatus {
  readonly extent: LogExtent;
  readonly counters: LogCounters;
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
}

/** News the extension host tells the log view. */
export interface LogNews {
  /** The log grew, was cleared, or its notice changed; at most ten times a second, and never while the view is hidden. */
  changed(status: LogStatus): void;
}

import type { LogName } from '../../rpc/log/logCalls.ts';

/** Which log a view shows, and how it comes to be open in the engine. */
export interface LogSource {
  /** Of a log from a file: the file's name. */
  readonly file?: string;
  /** What the reader must know about the file. */
  readonly notice?: string;
  /** The log, as far as it is open. */
  readonly log: LogName | undefined;
  /** Opens the log if it is not. Fails with a refusal when its file cannot be read. */
  open(): Promise<LogName>;
  /** The engine that had it open is gone. */
  lost(): void;
  /** Nobody shows it any more. */
  close(): void;
}

/** The log that grows. It is always open. */
export const liveSource: LogSource = {
  log: 'live',
  open: () => Promise.resolve('live'),
  lost: () => undefined,
  close: () => undefined,
};

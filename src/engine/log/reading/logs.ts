import type { LogName } from '../../../rpc/log/logCalls.ts';
import type { LogReader } from './logReader.ts';
import { fileClosed } from './whyClosed.ts';

/** Hears that a log has another reader, or none any more. */
export type LogWatcher = (name: LogName, reader: LogReader | undefined) => void;

/** All logs that can be read: the live one, and those that were opened from files. */
export class Logs {
  readonly #readers = new Map<LogName, LogReader>();
  readonly #watchers: LogWatcher[] = [];

  add(name: LogName, reader: LogReader): void {
    this.#readers.set(name, reader);
    this.#tell(name, reader);
  }

  remove(name: LogName): void {
    this.#readers.delete(name);
    this.#tell(name, undefined);
  }

  /** @throws Refusal when it was closed. */
  get(name: LogName = 'live'): LogReader {
    const reader = this.#readers.get(name);
    if (reader === undefined) throw fileClosed();
    return reader;
  }

  /** Tells a watcher of every log that is added, replaced or removed from now on. */
  watch(watcher: LogWatcher): void {
    this.#watchers.push(watcher);
  }

  #tell(name: LogName, reader: LogReader | undefined): void {
    for (const watcher of this.#watchers) watcher(name, reader);
  }
}

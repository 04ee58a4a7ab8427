import type { DetailFacts, OriginFacts } from '../../../filter/facts.ts';
import type { LogExtent, LogMessage, LogRow } from '../../../rpc/log/traffic.ts';
import type { Chunk } from '../../store/chunk.ts';
import type { StoredColumns } from '../../store/storedColumns.ts';

/** Nobody gets more rows than this at once. */
export const mostRows = 1_000;

/** A log as all who read it see it, whether it grows or was opened from a file. When it was closed, everything throws the refusal that says why. */
export interface LogReader {
  readonly extent: LogExtent;
  /** Rows by their numbers, as far as they exist. */
  rows(from: number, end: number): readonly LogRow[];
  /** One message whole, judged anew. */
  message(seq: number): Promise<LogMessage | undefined>;
  /** Messages as they are stored, with whole payloads; for whoever passes over many. Ask for a thousand at once, not for all. */
  stored(from: number, end: number): readonly StoredColumns[];
  /** The chunks that hold these messages, in order; the first and last may hold others as well. */
  chunks(from: number, end: number): Iterable<Chunk>;
  /** What the messages of one origin share. The same number gives the same object, until the log is cleared. */
  origin(id: number): OriginFacts;
  /** The details of those of these messages that have any, by number. */
  details(from: number, end: number): ReadonlyMap<number, DetailFacts>;
  /** Tells an observer of every change from now on. */
  observe(observer: LogObserver): { dispose(): void };
}

/** Who follows a log. Called at most ten times a second, before the change is news, and always after the last change. */
export interface LogObserver {
  /** The extent may be another one; the rows in `changed` are not what they were before. */
  grew(changed: readonly number[]): void;
  /** Everything was deleted; numbers go on from where they are. */
  cleared(): void;
}

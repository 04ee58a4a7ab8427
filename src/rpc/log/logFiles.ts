import type { LogName } from './logCalls.ts';
import type { RowNumbers } from './traffic.ts';

/** Forms in which a log leaves the product. NDJSON has every column and opens again; CSV is for spreadsheets, one way. */
export type ExportForm = 'transcript' | 'ndjson' | 'csv';

/** What to write where. */
export interface ExportSpec {
  readonly log: LogName;
  /** The file's path; it is replaced when the export is complete, and untouched when it fails or is stopped. */
  readonly file: string;
  readonly form: ExportForm;
  /** The text of a filter; empty for everything. */
  readonly filter: string;
  /** Only these rows, by number. */
  readonly rows?: RowNumbers;
  /** Of a transcript: the device or gateway whose conversation it is. Without it, the first that is found. */
  readonly client?: string;
}

/** How far an export is. */
export interface ExportState {
  readonly phase: 'running' | 'done' | 'stopped' | 'failed';
  readonly written: number;
  /** Rows looked at, and rows in all. */
  readonly examined: number;
  readonly total: number;
  /** Rows that passed the filter and have no place in this form, such as those of other clients in a transcript; absent for none. */
  readonly leftOut?: number;
  /** Why it failed, as sentences. */
  readonly why?: string;
}

/** What to record into which file. */
export interface RecordingSpec {
  readonly file: string;
  /** The text of a filter; empty for everything. */
  readonly filter: string;
  /** The device or gateway whose conversation it is. Without it, the first that says something. */
  readonly client?: string;
}

/** A recording. */
export interface RecordingState {
  readonly file: string;
  readonly since: number;
  readonly written: number;
  /** Rows that passed the filter and have no place in it, such as those of other clients; absent for none. */
  readonly leftOut?: number;
  /** Why it ended by itself, as sentences. */
  readonly failed?: string;
}

/** A log that was opened from a file. */
export interface OpenedLog {
  readonly log: LogName;
  readonly rows: number;
  /** What the reader should know, such as lines that were left out. */
  readonly notice?: string;
}

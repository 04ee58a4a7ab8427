import type { StoredColumns } from '../../../store/storedColumns.ts';

/** Turns rows of a log, in their order, into the text of a file. */
export interface RowWriter {
  /** The text of one row, complete lines; empty where it comes with a later one. `undefined` when it has no place in this form. */
  write(row: StoredColumns): string | undefined;
  /** What a file has before its first row. */
  head(): string;
  /** What a file ends with, and how many rows that were taken found no place after all. */
  end(): { readonly text: string; readonly leftOut: number };
}

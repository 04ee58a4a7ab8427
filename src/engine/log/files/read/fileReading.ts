import type { RecordBatch } from '../../thread/recordBatch.ts';
import type { TrafficRow } from './trafficRow.ts';

/** What is read of a file at once: rows as they were exported, or the records of a transcript. */
export interface FileBatch {
  readonly rows?: readonly TrafficRow[];
  readonly records?: RecordBatch;
  /** What to tell about the file as far as it was read; absent for nothing. */
  readonly notice?: string;
}

/**
 * Reads a file in batches that do not take long to keep.
 * @throws Refusal when it holds no traffic, or cannot be read.
 */
export type FileReading = (file: string) => AsyncIterable<FileBatch>;

import type { EngineCalls, EngineNews } from '../../../rpc/engineContract.ts';
import type { LogReadCalls, LogReadNews } from '../../../rpc/log/logCalls.ts';
import type { Lost, RecordBatch } from './recordBatch.ts';

/** Calls the engine's first thread makes and the log's thread answers. */
export interface LogThreadCalls extends Pick<EngineCalls, 'openStore' | 'configureLint'>, LogReadCalls {
  /** Takes records in, and how many more there were that had to be dropped. Answered when the log has them. */
  take(batch: RecordBatch, lost: Lost): void;
  /** Writes what is not yet written and closes the log. */
  close(): void;
}

/** News the log's thread tells. */
export type LogThreadNews = Pick<EngineNews, 'store' | 'schemas'> & LogReadNews;

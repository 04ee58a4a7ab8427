import { RecordPacker } from '../../../src/engine/log/thread/recordPacker.ts';
import type { RecordBatch } from '../../../src/engine/log/thread/recordBatch.ts';
import type { SeenAt, TrafficRecord } from '../../../src/rpc/log/traffic.ts';

/** One record with where it was seen. */
export interface SeenRecord {
  readonly record: TrafficRecord;
  readonly at: SeenAt;
}

/** Packs records, in their order. */
export function packRecords(seen: readonly SeenRecord[]): RecordBatch {
  const packer = new RecordPacker();
  for (const { record, at } of seen) packer.add(record, at);
  return packer.finish();
}

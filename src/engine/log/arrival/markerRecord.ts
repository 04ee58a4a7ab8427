import type { BatchRecord } from '../thread/recordBatch.ts';

/** A cut through the log with words of the user's, which is no message. */
export function markerRecord(marker: string, time: number): BatchRecord {
  return {
    at: 'session',
    clientId: '',
    topic: '',
    payload: Buffer.alloc(0),
    direction: 'down',
    qos: 0,
    retain: false,
    dup: false,
    event: undefined,
    note: undefined,
    marker,
    time,
  };
}

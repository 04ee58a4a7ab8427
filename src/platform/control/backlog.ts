import type { TrafficRecord } from '../../rpc/log/traffic.ts';
import { Fifo } from '../routing/fifo.ts';

/** A batch is full with this many records or bytes: small enough that a slow reader is seen to get on. */
const batchRecords = 500;
const batchBytes = 512 * 1024;

/** What may wait for a reader, and of what explains the rest, this much more. */
const mostBytes = 32 * 1024 * 1024;
const mostPreciousBytes = 40 * 1024 * 1024;

/** What a record costs besides its topic and payload. */
const overheadBytes = 256;

/** Records that travel together. */
export class Batch {
  readonly records: TrafficRecord[] = [];
  #bytes = 0;

  /** What the records cost, roughly. */
  get bytes(): number {
    return this.#bytes;
  }

  get isFull(): boolean {
    return this.records.length >= batchRecords || this.#bytes >= batchBytes;
  }

  add(record: TrafficRecord): void {
    this.records.push(record);
    this.#bytes += overheadBytes + record.topic.length + record.payload.length;
  }

  /** Copies payloads that keep much more in memory than themselves: the bytes that arrived with them. */
  detach(): void {
    for (const [at, record] of this.records.entries()) {
      const { payload } = record;
      if (payload.length < payload.buffer.byteLength / 2) this.records[at] = { ...record, payload: new Uint8Array(payload) };
    }
  }
}

/** Batches that wait for their reader: no more than the memory for them. */
export class Backlog {
  readonly #batches = new Fifo<Batch>();
  #bytes = 0;

  /** What waits costs so much, roughly. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether there is room for a record behind those that `batch` gathers. Room for what explains the others is left longest. */
  hasRoom(record: TrafficRecord, batch: Batch): boolean {
    return this.#bytes + batch.bytes < (isPrecious(record) ? mostPreciousBytes : mostBytes);
  }

  /** Adds a batch; one that `waits` keeps nothing in memory but itself. */
  push(batch: Batch, waits: boolean): void {
    if (waits) batch.detach();
    this.#batches.push(batch);
    this.#bytes += batch.bytes;
  }

  /** Takes the oldest batch out. */
  shift(): Batch | undefined {
    const batch = this.#batches.shift();
    this.#bytes -= batch?.bytes ?? 0;
    return batch;
  }
}

/** Whether the log makes no sense without it: events of connections, markers, and Device Management. */
function isPrecious({ event, marker, topic }: TrafficRecord): boolean {
  return event !== undefined || marker !== undefined || topic.startsWith('iotdevice-1/') || topic.startsWith('iotdm-1/');
}

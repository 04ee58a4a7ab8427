import { startOf } from './chunk.ts';
import { newColumns, type ChunkColumns } from './chunkColumns.ts';

/** Columns begin with room for so many messages, and grow. */
const roomMessages = 1_024;
const roomBytes = 256 * 1024;

/** Messages that wait to be written, as columns, with their payloads one behind the other. */
export class PendingMessages {
  #columns: ChunkColumns = newColumns(roomMessages);
  #payloads = Buffer.allocUnsafeSlow(roomBytes);
  #count = 0;
  #bytes = 0;

  get count(): number {
    return this.#count;
  }

  /** Bytes of all payloads. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The columns; what is behind `count` has no meaning. */
  get columns(): ChunkColumns {
    return this.#columns;
  }

  push(time: number, origin: number, flags: number, payload: Uint8Array): void {
    const at = this.#count;
    if (at === this.#columns.times.length) this.#growColumns();
    if (this.#bytes + payload.byteLength > this.#payloads.byteLength) this.#growPayloads(payload.byteLength);
    this.#payloads.set(payload, this.#bytes);
    this.#bytes += payload.byteLength;
    const { times, origins, ends, flags: allFlags } = this.#columns;
    times[at] = time;
    origins[at] = origin;
    allFlags[at] = flags;
    ends[at] = this.#bytes;
    this.#count = at + 1;
  }

  /** Where the payload of a message begins. */
  startOf(at: number): number {
    return startOf(this.#columns.ends, at);
  }

  /** The payloads of the messages `from` up to `to`; valid until the next change. */
  payloads(from: number, to: number): Buffer {
    return this.#payloads.subarray(this.startOf(from), this.startOf(to));
  }

  /** Forgets all messages. What a flood made large becomes small again. */
  clear(): void {
    this.#count = 0;
    this.#bytes = 0;
    if (this.#payloads.byteLength > roomBytes) this.#payloads = Buffer.allocUnsafeSlow(roomBytes);
    if (this.#columns.times.length > roomMessages) this.#columns = newColumns(roomMessages);
  }

  #growColumns(): void {
    const old = this.#columns;
    const columns = newColumns(old.times.length * 2);
    columns.times.set(old.times);
    columns.origins.set(old.origins);
    columns.ends.set(old.ends);
    columns.flags.set(old.flags);
    this.#columns = columns;
  }

  #growPayloads(more: number): void {
    const payloads = Buffer.allocUnsafeSlow(Math.max(this.#payloads.byteLength * 2, this.#bytes + more));
    payloads.set(this.#payloads.subarray(0, this.#bytes));
    this.#payloads = payloads;
  }
}

import type { Duplex } from 'node:stream';
import type { WaitingTotal } from '../routing/waitingTotal.ts';

/** What an outbox works with. */
export interface OutboxSurroundings {
  /**
   * Called before anything is written: what leaves may acknowledge what has to be durable by then. When it throws, what waits
   * is thrown away.
   */
  readonly commit: () => void;
  /** Told why `commit` failed. */
  readonly failed: (error: unknown) => void;
  /** The stream took what was written last. */
  readonly taken: () => void;
  /** Counts what waits, together with that of others. */
  readonly total: WaitingTotal;
}

/**
 * What waits to be written to one client. Packets that are sent within one turn of the event loop leave in one
 * write, which is what makes routing many small messages to one application cheap.
 */
export class Outbox {
  readonly #stream: Duplex;
  readonly #surroundings: OutboxSurroundings;
  /** What `total` counts of this. */
  #counted = 0;
  #discarded = false;
  #packets: Buffer[] = [];
  #bytes = 0;
  #scheduled = false;
  #written = 0;

  constructor(stream: Duplex, surroundings: OutboxSurroundings) {
    this.#stream = stream;
    this.#surroundings = surroundings;
  }

  /** Bytes that the other end has not taken yet. */
  get waiting(): number {
    return this.#bytes + this.#stream.writableLength;
  }

  /** Bytes that were handed to the stream so far. */
  get written(): number {
    return this.#written;
  }

  send(packet: Buffer): void {
    if (this.#discarded) return;
    this.#packets.push(packet);
    this.#bytes += packet.length;
    this.#count(packet.length);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      // A stream that is full says so by itself when it has room again, but by then nobody remembers what failed now.
      if (this.#committed() && !this.#stream.writableNeedDrain) this.flush();
    });
  }

  /** Hands everything to the stream now. */
  flush(): void {
    if (this.#bytes === 0 || !this.#committed()) return;
    const [first] = this.#packets;
    const all = first !== undefined && this.#packets.length === 1 ? first : Buffer.concat(this.#packets, this.#bytes);
    this.#packets = [];
    this.#written += this.#bytes;
    this.#bytes = 0;
    if (!this.#stream.writable) return this.#count(-all.length);
    this.#stream.write(all, () => {
      if (this.#discarded) return;
      this.#count(-all.length);
      this.#surroundings.taken();
    });
  }

  /** Throws away what waits, for good; the stream is gone, or will be at once. */
  discard(): void {
    this.#discarded = true;
    this.#packets = [];
    this.#bytes = 0;
    this.#count(-this.#counted);
  }

  #count(bytes: number): void {
    this.#counted += bytes;
    this.#surroundings.total.add(bytes);
  }

  #committed(): boolean {
    try {
      this.#surroundings.commit();
      return true;
    } catch (error) {
      this.#count(-this.#bytes);
      this.#packets = [];
      this.#bytes = 0;
      this.#surroundings.failed(error);
      return false;
    }
  }
}

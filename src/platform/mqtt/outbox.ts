import type { Duplex } from 'node:stream';

/**
 * What waits to be written to one client. Packets that are sent within one turn of the event loop leave in one
 * write, which is what makes routing many small messages to one application cheap.
 */
export class Outbox {
  readonly #stream: Duplex;
  readonly #commit: () => void;
  readonly #failed: (error: unknown) => void;
  #packets: Buffer[] = [];
  #bytes = 0;
  #scheduled = false;
  #written = 0;

  /**
   * `commit` is called before anything is written: what leaves may acknowledge what has to be durable by then. When it
   * throws, what waits is thrown away, and `failed` is told why.
   */
  constructor(stream: Duplex, commit: () => void, failed: (error: unknown) => void) {
    this.#stream = stream;
    this.#commit = commit;
    this.#failed = failed;
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
    this.#packets.push(packet);
    this.#bytes += packet.length;
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
    if (this.#stream.writable) this.#stream.write(all);
  }

  #committed(): boolean {
    try {
      this.#commit();
      return true;
    } catch (error) {
      this.#packets = [];
      this.#bytes = 0;
      this.#failed(error);
      return false;
    }
  }
}

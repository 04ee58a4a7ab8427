import type { Duplex } from 'node:stream';

/**
 * What waits to be written to one client. Packets that are sent within one turn of the event loop leave in one
 * write, which is what makes routing many small messages to one application cheap.
 */
export class Outbox {
  readonly #stream: Duplex;
  #packets: Buffer[] = [];
  #bytes = 0;
  #scheduled = false;

  constructor(stream: Duplex) {
    this.#stream = stream;
  }

  /** Bytes that the other end has not taken yet. */
  get waiting(): number {
    return this.#bytes + this.#stream.writableLength;
  }

  send(packet: Buffer): void {
    this.#packets.push(packet);
    this.#bytes += packet.length;
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      // A stream that is full says so by itself when it has room again.
      if (!this.#stream.writableNeedDrain) this.flush();
    });
  }

  /** Hands everything to the stream now. */
  flush(): void {
    if (this.#bytes === 0) return;
    const [first] = this.#packets;
    const all = first !== undefined && this.#packets.length === 1 ? first : Buffer.concat(this.#packets, this.#bytes);
    this.#packets = [];
    this.#bytes = 0;
    if (this.#stream.writable) this.#stream.write(all);
  }
}

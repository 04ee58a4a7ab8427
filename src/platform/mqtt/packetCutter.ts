import { breach } from './breach.ts';

/** Judges an announced packet before its body is read; throws the breach that ends the connection. */
export type LengthRule = (first: number, length: number) => void;

/**
 * Cuts a stream of bytes into packets: first byte and body. Every announced length passes the rule before a
 * byte of the body is kept, so memory is bounded by the rule whatever a client announces.
 */
export class PacketCutter {
  readonly #allow: LengthRule;
  /** The beginning of a fixed header that has not ended yet: at most four bytes. */
  #header: number[] = [];
  /** A body that has begun. */
  #body: Buffer | undefined;
  #filled = 0;

  constructor(allow: LengthRule) {
    this.#allow = allow;
  }

  /**
   * Takes the next bytes and gives the packets that are complete now. A body is a view of `bytes` where possible.
   * @throws Refusal when a length is malformed or not allowed. The stream cannot be read further then.
   */
  *take(bytes: Buffer): Generator<readonly [first: number, body: Buffer], void> {
    let at = 0;
    while (at < bytes.length) {
      if (this.#body === undefined) {
        const length = this.#takeHeaderByte(bytes[at++] ?? 0);
        if (length === undefined) continue;
        if (at + length <= bytes.length) {
          const first = this.#endHeader();
          yield [first, bytes.subarray(at, at + length)];
          at += length;
          continue;
        }
        this.#body = Buffer.allocUnsafeSlow(length);
        this.#filled = 0;
      }
      const copied = bytes.copy(this.#body, this.#filled, at);
      at += copied;
      this.#filled += copied;
      if (this.#filled === this.#body.length) {
        const body = this.#body;
        this.#body = undefined;
        yield [this.#endHeader(), body];
      }
    }
  }

  /** Gives the announced length when the header ends with this byte (MQTT 3.1.1, 2.2.3). */
  #takeHeaderByte(byte: number): number | undefined {
    const header = this.#header;
    header.push(byte);
    if (header.length === 1) return undefined;
    if ((byte & 0x80) !== 0) {
      if (header.length === 5) throw breach(286, 'A packet announces its length in more than four bytes.');
      return undefined;
    }
    let length = 0;
    for (let place = header.length - 1; place > 0; place--) length = length * 128 + ((header[place] ?? 0) & 0x7f);
    this.#allow(header[0] ?? 0, length);
    return length;
  }

  #endHeader(): number {
    const first = this.#header[0] ?? 0;
    this.#header = [];
    return first;
  }
}

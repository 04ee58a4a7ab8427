import { isUtf8 } from 'node:buffer';
import { breach } from './breach.ts';

/** Reads the body of one packet and never beyond it. Every method throws a breach when the body is too short. */
export class ByteReader {
  readonly #bytes: Buffer;
  readonly #packet: string;
  #at = 0;

  /** `packet` names the packet in error texts. */
  constructor(bytes: Buffer, packet: string) {
    this.#bytes = bytes;
    this.#packet = packet;
  }

  /** Bytes not yet read. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  uint8(): number {
    return this.#bytes[this.#skip(1)] ?? 0;
  }

  uint16(): number {
    return this.#bytes.readUInt16BE(this.#skip(2));
  }

  /** A packet identifier, which is never 0 (MQTT 3.1.1, 2.3.1). */
  packetId(): number {
    const id = this.uint16();
    if (id === 0) throw breach(286, `${this.#packet} carries the packet identifier 0, which MQTT forbids.`);
    return id;
  }

  /** A block with its length in front. */
  block(): Buffer {
    const length = this.uint16();
    const start = this.#skip(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** A UTF-8 string with its length in front; `undefined` when its bytes are no UTF-8. */
  text(): string | undefined {
    const block = this.block();
    const text = block.toString('utf8');
    // Only a text with U+FFFD can have been damaged by decoding, and most texts have none.
    return text.includes('\ufffd') && !isUtf8(block) ? undefined : text;
  }

  /** Everything that is left. */
  rest(): Uint8Array {
    const start = this.#skip(this.left);
    return new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + start, this.#bytes.length - start);
  }

  /** Ends the reading: nothing may be left. */
  end(): void {
    if (this.left > 0) throw breach(271, `${this.#packet} is ${this.left} bytes longer than its content.`);
  }

  #skip(count: number): number {
    const start = this.#at;
    if (start + count > this.#bytes.length) throw breach(271, `${this.#packet} ends in the middle of a field.`);
    this.#at = start + count;
    return start;
  }
}

/** The largest packet that is read, in bytes. The library keeps a packet in memory until it is whole. */
export const mostPacketBytes = 16 * 1024 * 1024;

/** The digits of a Remaining Length: seven bits each. */
const base = 0x80;
const mostDigits = 4;

/** Follows the packets in a stream of bytes by their fixed headers alone. */
export class PacketSizes {
  /** Bytes of the current packet that are still to come. */
  #left = 0;
  /** Bytes of a fixed header that have come. */
  #header = 0;
  #length = 0;
  #isLost = false;

  /**
   * Takes the next bytes. Gives the size of a packet that begins in them and is too large; what comes after it is not looked at.
   * Bytes that are no packet are none of its business.
   */
  tooLarge(bytes: Uint8Array): number | undefined {
    let at = 0;
    while (at < bytes.length && !this.#isLost) {
      if (this.#left > 0) {
        const skipped = Math.min(this.#left, bytes.length - at);
        this.#left -= skipped;
        at += skipped;
        continue;
      }
      if (this.#readHeader(bytes[at++] ?? 0) && this.#left > mostPacketBytes) return this.#left;
    }
    return undefined;
  }

  /** Tells whether the header is complete. */
  #readHeader(byte: number): boolean {
    const digit = this.#header++ - 1;
    if (digit < 0) return false;
    this.#length += (byte % base) * base ** digit;
    // A fifth digit is against the rules: the library ends the connection.
    this.#isLost = byte >= base && digit === mostDigits - 1;
    if (byte >= base) return false;
    this.#left = this.#length;
    this.#header = this.#length = 0;
    return true;
  }
}

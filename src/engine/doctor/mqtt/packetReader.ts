import { packetTypes } from './packets.ts';

/** A packet that arrived. Of a PUBLISH there is no body: it may be as large as a message can be. */
export interface ReadPacket {
  readonly type: number;
  readonly flags: number;
  readonly body: Buffer;
}

/** No answer that the doctor asks for is longer, in bytes. */
const mostBytes = 64 * 1024;

/** Cuts what a server sends into packets, and keeps no more of it than the answers that are asked for. */
export class PacketReader {
  readonly #took: (packet: ReadPacket) => void;
  #first: number | undefined;
  #length = 0;
  #shift = 0;
  /** Whether the length is known, so that what comes is the body. */
  #inBody = false;
  #rest = 0;
  #body: Buffer[] = [];

  constructor(took: (packet: ReadPacket) => void) {
    this.#took = took;
  }

  /** Takes bytes as they come. @throws Error when they are no MQTT, or an answer is too long. */
  push(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#inBody) at = this.#readBody(bytes, at);
      else this.#readHead(bytes[at++] ?? 0);
    }
  }

  #readHead(byte: number): void {
    if (this.#first === undefined) {
      this.#first = byte;
      return;
    }
    this.#length += (byte & 0x7f) * 2 ** this.#shift;
    this.#shift += 7;
    if (byte > 0x7f) {
      if (this.#shift > 21) throw new Error('the length of a packet has more than four bytes');
      return;
    }
    if (this.#first >> 4 !== packetTypes.publish && this.#length > mostBytes) throw new Error('an answer is too long');
    this.#rest = this.#length;
    this.#inBody = true;
    if (this.#rest === 0) this.#finish();
  }

  #readBody(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + this.#rest);
    if ((this.#first ?? 0) >> 4 !== packetTypes.publish) this.#body.push(bytes.subarray(at, end));
    this.#rest -= end - at;
    if (this.#rest === 0) this.#finish();
    return end;
  }

  #finish(): void {
    const first = this.#first ?? 0;
    const body = Buffer.concat(this.#body);
    this.#first = undefined;
    this.#length = 0;
    this.#shift = 0;
    this.#inBody = false;
    this.#body = [];
    this.#took({ type: first >> 4, flags: first & 0x0f, body });
  }
}

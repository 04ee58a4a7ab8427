import { maxPayloadBytes } from '../../wiotp/limits.ts';
import type { IncomingRequest } from './incomingRequest.ts';

/** What the payloads of all that wait have together at most, in bytes. */
const mostBytes = 4 * maxPayloadBytes;

/** What a request takes besides its payload, in bytes. */
const bytesEach = 1_024;

interface Taken {
  readonly bytes: number;
  readonly drop: () => void;
}

/** The room that requests of one session have while they wait for something, for whichever device they are. */
export class RequestBudget {
  readonly #taken = new Map<string, Taken>();
  #bytes = 0;

  /** Keeps room for a request under a key of its own. The oldest have to go when there is too little; `drop` tells them. */
  take(key: string, request: IncomingRequest, drop: () => void): void {
    const bytes = request.bytes.byteLength + bytesEach;
    this.#taken.set(key, { bytes, drop });
    this.#bytes += bytes;
    for (const [oldest, taken] of this.#taken) {
      if (this.#bytes <= mostBytes) break;
      this.release(oldest);
      taken.drop();
    }
  }

  /** The request waits no more; nothing happens when it had to go already. */
  release(key: string): void {
    this.#bytes -= this.#taken.get(key)?.bytes ?? 0;
    this.#taken.delete(key);
  }
}

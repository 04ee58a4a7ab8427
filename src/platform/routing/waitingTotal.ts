import type { Publication } from './publication.ts';

/** What may wait for all clients together, in bytes; the documents name no limit of this kind. */
export const maxWaitingBytesOfAll = 512 * 1024 * 1024;

/** Down to which part of the limit the memory is freed when it is exceeded, so that this stays rare. */
const relieved = 7 / 8;

/** What a message costs for each client that it waits for besides its text: no client fills the memory with empty messages. */
export const overheadBytes = 200;

/** Somebody for whom something waits. */
export interface Holder {
  readonly heldBytes: number;
  /** Gives up a good part of it, if there is anything. */
  giveWay(): void;
}

/**
 * Counts what waits for all clients together: a message once, however many hold it, and what was written for each. When it is
 * too much, those who hold the most give way, at the end of the turn of the event loop.
 */
export class WaitingTotal {
  readonly #limit: number;
  readonly #holders = new Set<Holder>();
  #bytes = 0;
  #scheduled = false;

  /** `limit` in bytes. */
  constructor(limit = maxWaitingBytesOfAll) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  join(holder: Holder): void {
    this.#holders.add(holder);
  }

  leave(holder: Holder): void {
    this.#holders.delete(holder);
  }

  /** So many bytes wait, or with a negative number wait no longer. */
  add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes <= this.#limit || this.#scheduled) return;
    this.#scheduled = true;
    // A message on its way to many is given to all of them first.
    setImmediate(() => {
      this.#scheduled = false;
      this.#relieve();
    });
  }

  /** One more keeps this message. */
  hold(publication: Publication): void {
    const holders = publication.holders ?? 0;
    publication.holders = holders + 1;
    this.add(overheadBytes + (holders === 0 ? sizeOf(publication) : 0));
  }

  /** One of those who keep this message does no longer. */
  release(publication: Publication): void {
    const holders = publication.holders ?? 0;
    publication.holders = holders - 1;
    this.add(-overheadBytes - (holders === 1 ? sizeOf(publication) : 0));
  }

  #relieve(): void {
    if (this.#bytes <= this.#limit) return;
    for (let before = Infinity; this.#bytes > this.#limit * relieved && this.#bytes < before;) {
      before = this.#bytes;
      this.#askTheLargest();
    }
  }

  /** Those who hold about as much as the one with the most; one after the other would take long where many hold the same. */
  #askTheLargest(): void {
    const sizes = [...this.#holders].map((holder) => ({ holder, bytes: holder.heldBytes })).sort((a, b) => b.bytes - a.bytes);
    const enough = (sizes[0]?.bytes ?? 0) / 2;
    for (const { holder, bytes } of sizes) {
      if (bytes < enough || this.#bytes <= this.#limit * relieved) return;
      holder.giveWay();
    }
  }
}

function sizeOf({ topic, payload }: Publication): number {
  return payload.length + topic.length;
}

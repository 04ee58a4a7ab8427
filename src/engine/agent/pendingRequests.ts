import type { PendingRequest } from '../../rpc/engineContract.ts';

/** More than this wait for nobody. */
export const mostPending = 100;

/** Requests of the platform that wait for an answer, by reqId, the oldest first. */
export class PendingRequests {
  readonly #waiting = new Map<string, PendingRequest>();

  get all(): readonly PendingRequest[] {
    return [...this.#waiting.values()];
  }

  get(reqId: string): PendingRequest | undefined {
    return this.#waiting.get(reqId);
  }

  /** Adds a request; one with the same reqId ends [D-mqtt, D-dm]. Gives the one that had to make room, if one had to. */
  add(request: PendingRequest): PendingRequest | undefined {
    this.#waiting.delete(request.reqId);
    this.#waiting.set(request.reqId, request);
    if (this.#waiting.size <= mostPending) return undefined;
    const [oldest] = this.#waiting.values();
    if (oldest !== undefined) this.#waiting.delete(oldest.reqId);
    return oldest;
  }

  /** Removes exactly this request: a later one with the same reqId stays. */
  remove(request: PendingRequest): void {
    if (this.#waiting.get(request.reqId) === request) this.#waiting.delete(request.reqId);
  }

  clear(): void {
    this.#waiting.clear();
  }
}

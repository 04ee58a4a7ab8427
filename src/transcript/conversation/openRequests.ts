import type { Request } from './exchange.ts';

/** How many requests are remembered, so that a conversation that never ends does not fill the memory. */
const most = 50_000;

/** A request that is no longer waited for. */
export interface Closed {
  readonly request: Request;
  /** The number of the event that answered it; `undefined` while none did. */
  readonly answeredBy: number | undefined;
}

/** The requests of one side that wait for an answer, and those that had one. */
export class OpenRequests {
  readonly #open = new Set<Request>();
  readonly #byReqId = new Map<string, Request[]>();
  readonly #byDevice = new Map<string, Set<Request>>();
  readonly #closed = new Map<string, Closed>();

  /** All that wait, the oldest first. */
  get all(): Iterable<Request> {
    return this.#open;
  }

  /** Whether any request had an answer. */
  get anyAnswered(): boolean {
    return this.#closed.size > 0;
  }

  /** Adds a request with a reqId. */
  add(request: Request): void {
    const { reqId = '', device } = request;
    this.#open.add(request);
    this.#byReqId.set(reqId, [...(this.#byReqId.get(reqId) ?? []).slice(-8), request]);
    const ofDevice = this.#byDevice.get(device) ?? new Set();
    this.#byDevice.set(device, ofDevice.add(request));
    if (this.#open.size > most) for (const oldest of [...this.#open].slice(0, most / 2)) this.remove(oldest);
  }

  /** Those with this reqId, of whatever device; the oldest first. */
  withReqId(reqId: string): readonly Request[] {
    return this.#byReqId.get(reqId) ?? [];
  }

  /** The only one that waits for this device; `undefined` when there are none or several. */
  onlyOneOf(device: string): Request | undefined {
    const ofDevice = this.#byDevice.get(device);
    return ofDevice?.size === 1 ? [...ofDevice][0] : undefined;
  }

  /** Whether any waits for this device. */
  hasAnyOf(device: string): boolean {
    return (this.#byDevice.get(device)?.size ?? 0) > 0;
  }

  /** Notes the answer to a request; without one, that nobody waits for it any more, though it may come. */
  close(request: Request, answeredBy: number | undefined): void {
    this.remove(request);
    const key = keyOf(request.device, request.reqId ?? '');
    this.#closed.delete(key);
    this.#closed.set(key, { request, answeredBy });
    if (this.#closed.size > most) for (const oldest of [...this.#closed.keys()].slice(0, most / 2)) this.#closed.delete(oldest);
  }

  /** The last request of a device with this reqId that is no longer waited for. */
  closed(device: string, reqId: string): Closed | undefined {
    return this.#closed.get(keyOf(device, reqId));
  }

  /** Forgets a request. */
  remove(request: Request): void {
    const { reqId = '', device } = request;
    this.#open.delete(request);
    const left = this.withReqId(reqId).filter((other) => other !== request);
    if (left.length === 0) this.#byReqId.delete(reqId);
    else this.#byReqId.set(reqId, left);
    const ofDevice = this.#byDevice.get(device);
    ofDevice?.delete(request);
    if (ofDevice?.size === 0) this.#byDevice.delete(device);
  }
}

function keyOf(device: string, reqId: string): string {
  return `${device}\n${reqId}`;
}

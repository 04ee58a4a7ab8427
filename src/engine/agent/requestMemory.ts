import { requestName, type IncomingRequest } from './incomingRequest.ts';

const mostKept = 200;

/**
 * The requests that were dealt with last, so that one which is delivered once more (QoS 1 allows that) is not carried out twice. A
 * platform may use a reqId again; such a request does not say that it is a duplicate.
 */
export class RequestMemory {
  readonly #names = new Set<string>();

  /** Whether it was delivered and dealt with before. Otherwise it counts as dealt with from now on. */
  isRepeated(request: IncomingRequest): boolean {
    if (request.reqId === undefined) return false;
    const name = requestName(request);
    if (request.dup && this.#names.has(name)) return true;
    this.#names.delete(name);
    this.#names.add(name);
    const [oldest] = this.#names;
    if (this.#names.size > mostKept && oldest !== undefined) this.#names.delete(oldest);
    return false;
  }

  /** Its answer did not leave: when it comes again, it is new. */
  forget(request: IncomingRequest): void {
    this.#names.delete(requestName(request));
  }
}

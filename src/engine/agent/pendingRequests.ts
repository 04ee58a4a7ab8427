import type { DeviceName } from '../../rpc/deviceState.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { PendingRequest } from '../../rpc/sessionState.ts';
import { answerTimeoutMs, maxPayloadBytes } from '../../wiotp/limits.ts';
import { shown } from '../log/preview.ts';
import type { IncomingRequest } from './incomingRequest.ts';

/** More than this wait for nobody. */
export const mostPending = 100;

/** What the payloads of all that wait have together at most, in bytes. */
const mostBytes = 4 * maxPayloadBytes;
const mostCharacters = 2_000;
/** UTF-8 has at most this many bytes for one character. */
const mostBytesEach = 4;
const longestReqId = 200;

const decoder = new TextDecoder();

/** A request that waits for the user, with all that is needed to answer it. */
interface Waiting {
  readonly request: IncomingRequest;
  readonly shown: PendingRequest;
  readonly expiry: Timer;
}

/** Requests of the platform that wait for the user's answer, the oldest first. They wait on when their time is over. */
export class PendingRequests {
  readonly #clock: Clock;
  readonly #device: DeviceName | undefined;
  readonly #changed: () => void;
  readonly #waiting = new Map<string, Waiting>();
  #bytes = 0;

  constructor(clock: Clock, device: DeviceName | undefined, changed: () => void) {
    this.#clock = clock;
    this.#device = device;
    this.#changed = changed;
  }

  get all(): readonly PendingRequest[] {
    return [...this.#waiting.values()].map((waiting) => waiting.shown);
  }

  has(key: string): boolean {
    return this.#waiting.has(key);
  }

  get(key: string): IncomingRequest | undefined {
    return this.#waiting.get(key)?.request;
  }

  /**
   * Adds a request; an earlier one with the same topic and reqId ends, since no answer could be told from one to it. Gives those
   * that had to make room.
   */
  add(key: string, request: IncomingRequest): readonly IncomingRequest[] {
    const same = [...this.#waiting].find(
      ([
        ,
        {
          request: { topic, reqId },
        },
      ]) => topic === request.topic && reqId === request.reqId,
    );
    if (same !== undefined) this.remove(same[0]);
    const expires = request.received + answerTimeoutMs;
    const expiry = this.#clock.after(Math.max(0, expires - this.#clock.now()), () => this.#expire(key));
    this.#waiting.set(key, { request, shown: shownRequest(key, request, this.#device, expires), expiry });
    this.#bytes += request.bytes.byteLength;
    return this.#makeRoom();
  }

  remove(key: string): void {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return;
    waiting.expiry.cancel();
    this.#waiting.delete(key);
    this.#bytes -= waiting.request.bytes.byteLength;
  }

  /** Takes the latest request with this reqId away, which somebody answered by hand; tells whether there was one. */
  settle(reqId: string): boolean {
    const [key] = [...this.#waiting].findLast(([, { request }]) => request.reqId === reqId) ?? [];
    if (key !== undefined) this.remove(key);
    return key !== undefined;
  }

  clear(): void {
    for (const key of this.#waiting.keys()) this.remove(key);
  }

  #makeRoom(): readonly IncomingRequest[] {
    const dropped: IncomingRequest[] = [];
    for (const [key, { request }] of this.#waiting) {
      if (this.#waiting.size <= mostPending && this.#bytes <= mostBytes) break;
      dropped.push(request);
      this.remove(key);
    }
    return dropped;
  }

  #expire(key: string): void {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return;
    this.#waiting.set(key, { ...waiting, shown: { ...waiting.shown, expired: true } });
    this.#changed();
  }
}

/** A request as it is shown: its texts come from outside and may be of any length. */
function shownRequest(key: string, request: IncomingRequest, device: DeviceName | undefined, expires: number): PendingRequest {
  const { kind, title, topic, reqId = '', bytes, received } = request;
  const text = shown(decoder.decode(bytes.subarray(0, mostCharacters * mostBytesEach)));
  return {
    key,
    reqId: reqId.length > longestReqId ? `${reqId.slice(0, longestReqId)}…` : reqId,
    kind,
    title,
    topic,
    ...(device === undefined ? {} : { device }),
    payload: text.slice(0, mostCharacters).toWellFormed(),
    received,
    expires,
    expired: false,
  };
}

import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { PendingRequest } from '../../rpc/session/sessionState.ts';
import { answerTimeoutMs } from '../../wiotp/limits.ts';
import { shown } from '../log/reading/preview.ts';
import type { IncomingRequest } from './incomingRequest.ts';
import type { RequestBudget } from './requestBudget.ts';

/** What waiting works with. */
export interface PendingOptions {
  readonly clock: Clock;
  readonly budget: RequestBudget;
  /** The device in what is shown; absent for the client itself. */
  readonly device: DeviceName | undefined;
  /** A request had to make room. */
  readonly dropped: (request: IncomingRequest) => void;
  readonly changed: () => void;
}

/** More than this wait for nobody. */
export const mostPending = 100;

const mostCharacters = 2_000;
/** UTF-8 has at most this many bytes for one character. */
const mostBytesEach = 4;
const longestName = 200;

const decoder = new TextDecoder();

/** A request that waits for the user, with all that is needed to answer it. */
interface Waiting {
  readonly request: IncomingRequest;
  readonly shown: PendingRequest;
  readonly expiry: Timer;
}

/** Requests of the platform that wait for the user's answer, the oldest first. They wait on when their time is over. */
export class PendingRequests {
  readonly #options: PendingOptions;
  readonly #waiting = new Map<string, Waiting>();

  constructor(options: PendingOptions) {
    this.#options = options;
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

  /** Adds a request; an earlier one with the same topic and reqId ends, since no answer could be told from one to it. */
  add(key: string, request: IncomingRequest): void {
    const { clock, device, budget } = this.#options;
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
    const expiry = clock.after(Math.max(0, expires - clock.now()), () => this.#expire(key));
    this.#waiting.set(key, { request, shown: shownRequest(key, request, device, expires), expiry });
    budget.take(key, request, () => this.#drop(key));
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size > mostPending && oldest !== undefined) this.#drop(oldest);
  }

  remove(key: string): void {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return;
    waiting.expiry.cancel();
    this.#waiting.delete(key);
    this.#options.budget.release(key);
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

  #drop(key: string): void {
    const request = this.get(key);
    this.remove(key);
    if (request !== undefined) this.#options.dropped(request);
  }

  #expire(key: string): void {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return;
    this.#waiting.set(key, { ...waiting, shown: { ...waiting.shown, expired: true } });
    this.#options.changed();
  }
}

/** A request as it is shown: its texts come from outside and may be of any length. */
function shownRequest(key: string, request: IncomingRequest, device: DeviceName | undefined, expires: number): PendingRequest {
  const { kind, title, topic, reqId = '', bytes, received } = request;
  const text = shown(decoder.decode(bytes.subarray(0, mostCharacters * mostBytesEach)));
  return {
    key,
    reqId: cut(reqId),
    kind,
    title,
    topic: cut(topic),
    ...(device === undefined ? {} : { device }),
    payload: text.slice(0, mostCharacters).toWellFormed(),
    received,
    expires,
    expired: false,
  };
}

function cut(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName)}…`.toWellFormed() : name;
}

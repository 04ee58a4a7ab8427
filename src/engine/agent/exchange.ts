import type { DeviceRequestKind, ServerAnswer } from '../../rpc/device/deviceRequest.ts';
import type { Clock } from '../../rpc/node/clock.ts';
import { Waits } from '../waits.ts';

/** How long the platform has to answer a request of the device, in milliseconds. */
const answerMs = 10_000;
const mostOpen = 100;

/** A request of the device whose answer has not come. */
export interface OpenRequest {
  readonly kind: DeviceRequestKind;
  /** The payload's `d`. */
  readonly d: unknown;
}

interface Open extends OpenRequest {
  readonly answered?: (answer: ServerAnswer) => void;
}

/** The requests of a device and the platform's answers to them, by reqId. An answer that comes late still counts. */
export class Exchange {
  readonly #clock: Clock;
  readonly #open = new Map<string, Open>();
  #waits = new Waits();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A request that somebody else sends and whose answer counts as well. */
  expect(reqId: string, request: OpenRequest): void {
    this.#add(reqId, request);
  }

  /** Sends a request and waits for its answer; `undefined` when none comes within 10 s. Fails when it cannot be sent. */
  ask(reqId: string, request: OpenRequest, send: () => Promise<void>): Promise<ServerAnswer | undefined> {
    return this.#waits.begin<ServerAnswer | undefined>((resolve, reject) => {
      this.#add(reqId, { ...request, answered: resolve });
      const giveUp = this.#clock.after(answerMs, () => resolve(undefined));
      send().catch(reject);
      return () => giveUp.cancel();
    });
  }

  /**
   * Takes the platform's answer: `effect` hears what was asked before whoever waits goes on. An answer to nothing known is
   * nobody's.
   */
  answered(reqId: string, answer: ServerAnswer, effect: (request: OpenRequest, answer: ServerAnswer) => void): void {
    const request = this.#open.get(reqId);
    if (request === undefined) return;
    this.#open.delete(reqId);
    effect(request, answer);
    request.answered?.(answer);
  }

  /** The connection is over: fails everybody who waits. */
  lost(why: Error): void {
    this.#open.clear();
    this.#waits.fail(why);
    this.#waits = new Waits();
  }

  #add(reqId: string, request: Open): void {
    this.#open.delete(reqId);
    this.#open.set(reqId, request);
    const [oldest] = this.#open.keys();
    if (this.#open.size > mostOpen && oldest !== undefined) this.#open.delete(oldest);
  }
}

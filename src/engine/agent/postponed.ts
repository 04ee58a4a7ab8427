import type { Clock, Timer } from '../../rpc/node/clock.ts';
import { answerTimeoutMs } from '../../wiotp/limits.ts';
import type { IncomingRequest } from './incomingRequest.ts';
import type { RequestBudget } from './requestBudget.ts';

/** What postponing works with. */
export interface PostponedOptions {
  readonly clock: Clock;
  readonly budget: RequestBudget;
  /** Makes a key that no other request of the session has. */
  readonly newKey: () => string;
  /** There was no room for a request, or nobody waits for its answer any more. */
  readonly dropped: (request: IncomingRequest) => void;
}

/** What is to be done about a request, and about one that was dropped. */
interface Work {
  readonly request: IncomingRequest;
  readonly run: () => void;
  readonly drop: () => void;
}

/** What a device is to do about requests, but not yet: after a while, or when it is back. */
export class Postponed {
  readonly #options: PostponedOptions;
  readonly #timers = new Map<string, Timer>();
  readonly #untilBack = new Map<string, Work>();

  constructor(options: PostponedOptions) {
    this.#options = options;
  }

  /** How many things are to be done after a while. */
  get timed(): number {
    return this.#timers.size;
  }

  /** Does something after so many milliseconds. */
  after(ms: number, request: IncomingRequest, run: () => void): void {
    const { clock, budget, newKey, dropped } = this.#options;
    const key = newKey();
    const timer = clock.after(ms, () => {
      this.#timers.delete(key);
      budget.release(key);
      run();
    });
    this.#timers.set(key, timer);
    budget.take(key, request, () => {
      timer.cancel();
      this.#timers.delete(key);
      dropped(request);
    });
  }

  /** Does something when the device is back, unless platforms have given the request up by then or there is no room: `drop` then. */
  untilBack(request: IncomingRequest, run: () => void, drop: () => void = () => undefined): void {
    const { budget, newKey } = this.#options;
    const key = newKey();
    const work = { request, run, drop };
    this.#untilBack.set(key, work);
    budget.take(key, request, () => {
      this.#untilBack.delete(key);
      this.#drop(work);
    });
  }

  /** The device is back. */
  back(): void {
    const { clock, budget } = this.#options;
    for (const [key, work] of this.#untilBack) {
      this.#untilBack.delete(key);
      budget.release(key);
      if (clock.now() < work.request.received + answerTimeoutMs) work.run();
      else this.#drop(work);
    }
  }

  /** Nothing of it is done any more. */
  clear(): void {
    for (const [key, timer] of this.#timers) {
      timer.cancel();
      this.#options.budget.release(key);
    }
    for (const [key, { drop }] of this.#untilBack) {
      this.#options.budget.release(key);
      drop();
    }
    this.#timers.clear();
    this.#untilBack.clear();
  }

  #drop({ request, drop }: Work): void {
    drop();
    this.#options.dropped(request);
  }
}

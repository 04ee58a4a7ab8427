import type { Clock } from '../clock.ts';

/** So many refusals are answered at once, so that somebody who tries things out is not held up. */
const promptRefusals = 5;

/** The first delay, which doubles with every further refusal. */
const firstDelayMs = 250;

/** Long enough to slow down a board that tries without a pause, short enough to wait for. */
const longestDelayMs = 2000;

/** A client that was not refused for so long begins anew. */
const forgottenAfterMs = 60_000;

const mostClients = 1000;

interface Failing {
  readonly times: number;
  readonly last: number;
  /** Until when the latest answer is held back. */
  readonly pendingUntil: number;
}

/** Holds back the answer to clients that are refused again and again, by client ID [PX-auth]. */
export class RefusalDelay {
  readonly #clock: Clock;
  /** The one that failed longest ago comes first. */
  readonly #failing = new Map<string, Failing>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether an answer to this client ID is held back now: a further attempt is closed with 176. */
  isPending(clientId: string): boolean {
    return (this.#failing.get(clientId)?.pendingUntil ?? 0) > this.#clock.now();
  }

  /** The client was refused. @returns for how many milliseconds the answer is held back. */
  failed(clientId: string): number {
    const now = this.#clock.now();
    const before = this.#failing.get(clientId);
    const times = before === undefined || now - before.last > forgottenAfterMs ? 1 : before.times + 1;
    const delay = times <= promptRefusals ? 0 : Math.min(firstDelayMs * 2 ** (times - promptRefusals - 1), longestDelayMs);
    this.#failing.delete(clientId);
    this.#failing.set(clientId, { times, last: now, pendingUntil: now + delay });
    const [oldest] = this.#failing.keys();
    if (this.#failing.size > mostClients && oldest !== undefined) this.#failing.delete(oldest);
    return delay;
  }

  /** The client was let in. */
  succeeded(clientId: string): void {
    this.#failing.delete(clientId);
  }
}

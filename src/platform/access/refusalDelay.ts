import type { Clock } from '../../rpc/node/clock.ts';
import { forgetOldest } from '../forgetOldest.ts';
import { peerHost } from '../ports/peerHost.ts';

/** So many refusals are answered at once, so that somebody who tries things out is not held up. */
const promptRefusals = 5;

/** The first delay, which doubles with every further refusal. */
const firstDelayMs = 250;

/** Long enough to slow down a board that tries without a pause, short enough to wait for. */
const longestDelayMs = 2000;

/** A client that was not refused for so long begins anew. */
const forgottenAfterMs = 60_000;

/** The one that failed longest ago makes room. */
const mostClients = 1000;

interface Failing {
  readonly times: number;
  readonly last: number;
  /** Until when the latest answer is held back. */
  readonly pendingUntil: number;
}

/**
 * Holds back the answer to clients that are refused again and again, by client ID [PX-auth] and the address that it comes
 * from. The service goes by the client ID alone; somebody who knows that of a device could keep the device out.
 */
export class RefusalDelay {
  readonly #clock: Clock;
  /** The one that failed longest ago comes first. */
  readonly #failing = new Map<string, Failing>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether an answer to this client ID at this address is held back now: a further attempt is closed with 176. */
  isPending(clientId: string, peer: string): boolean {
    const rest = (this.#failing.get(keyOf(clientId, peer))?.pendingUntil ?? 0) - this.#clock.now();
    // It is more only when the computer's clock was set back.
    return rest > 0 && rest <= longestDelayMs;
  }

  /** The client was refused. @returns for how many milliseconds the answer is held back. */
  failed(clientId: string, peer: string): number {
    const now = this.#clock.now();
    const key = keyOf(clientId, peer);
    const before = this.#failing.get(key);
    const times = before === undefined || now - before.last > forgottenAfterMs ? 1 : before.times + 1;
    const delay = times <= promptRefusals ? 0 : Math.min(firstDelayMs * 2 ** (times - promptRefusals - 1), longestDelayMs);
    this.#failing.delete(key);
    this.#failing.set(key, { times, last: now, pendingUntil: now + delay });
    forgetOldest(this.#failing, mostClients);
    return delay;
  }

  /** The client was let in. */
  succeeded(clientId: string, peer: string): void {
    this.#failing.delete(keyOf(clientId, peer));
  }
}

/** One board has one address, whatever port it calls from. */
function keyOf(clientId: string, peer: string): string {
  return `${clientId} ${peerHost(peer)}`;
}

import type { Clock } from '../rpc/node/clock.ts';
import type { ConnectionEvent } from '../rpc/log/traffic.ts';

/** The platform reports within a few milliseconds; one that is busier than this explains nothing, in milliseconds. */
const waitMs = 500;

/** So many explanations wait for their session; more is nothing that happens. */
const mostKept = 100;

/** Why the platform refused or closed connections of ours, by the address of the socket. Each is given out once. */
export class Explanations {
  readonly #clock: Clock;
  readonly #kept = new Map<string, ConnectionEvent>();
  readonly #awaited = new Map<string, (event: ConnectionEvent) => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  take(peer: string, event: ConnectionEvent): void {
    const give = this.#awaited.get(peer);
    if (give !== undefined) {
      give(event);
      return;
    }
    this.#kept.set(peer, event);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
  }

  /** The explanation for a socket, as soon as it is there; `undefined` when none comes in time. */
  of(peer: string): Promise<ConnectionEvent | undefined> {
    const kept = this.#kept.get(peer);
    this.#kept.delete(peer);
    if (kept !== undefined) return Promise.resolve(kept);
    return new Promise((resolve) => {
      const settle = (event: ConnectionEvent | undefined): void => {
        this.#awaited.delete(peer);
        patience.cancel();
        resolve(event);
      };
      const patience = this.#clock.after(waitMs, () => settle(undefined));
      this.#awaited.set(peer, settle);
    });
  }
}

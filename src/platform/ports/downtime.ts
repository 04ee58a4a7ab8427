import type { Clock, Timer } from '../../rpc/node/clock.ts';
import type { ListenerState } from '../../rpc/platformContract.ts';
import { breach } from '../mqtt/breach.ts';
import type { PortSet } from './portSet.ts';

/** Clients of a platform that restarts are cut at once when they do not close their side. */
const closeGraceMs = 500;

/** The time for which a platform that restarts is away. */
export class Downtime {
  readonly #ports: PortSet;
  readonly #clock: Clock;
  readonly #due: (reopen: () => Promise<void>) => void;
  #closed: readonly ListenerState[] = [];
  #timer: Timer | undefined;
  #until: number | undefined;
  #disposed = false;

  /** `due` gets what has to be done when the time is over. */
  constructor(ports: PortSet, clock: Clock, due: (reopen: () => Promise<void>) => void) {
    this.#ports = ports;
    this.#clock = clock;
    this.#due = due;
  }

  /** Whether the platform is away. */
  get lasts(): boolean {
    return this.#until !== undefined;
  }

  /** When it is over, in milliseconds since the epoch. */
  get until(): number | undefined {
    return this.#until;
  }

  /** Closes every listener with its connections; those that are closed already stay so for the new time. */
  async begin(seconds: number): Promise<void> {
    if (this.#disposed) return;
    this.#timer?.cancel();
    this.#until = this.#clock.now() + seconds * 1000;
    this.#closed = [...this.#closed, ...this.#ports.states()];
    await this.#ports.closeAll(closeGraceMs, breach(93, `The embedded platform restarts, and is away for ${seconds} s.`));
    if (this.#disposed) return;
    this.#timer = this.#clock.after(seconds * 1000, () => this.#due(() => this.#reopen()));
  }

  /** Leaves these closed when the time is over. */
  forget(which: (listener: ListenerState) => boolean): void {
    this.#closed = this.#closed.filter((listener) => !which(listener));
  }

  dispose(): void {
    this.#disposed = true;
    this.#timer?.cancel();
  }

  /** @throws Refusal when a port is no longer free; the others are open then. */
  async #reopen(): Promise<void> {
    const due = this.#closed;
    this.#closed = [];
    const failures: unknown[] = [];
    for (const listener of due) {
      if (this.#disposed) return;
      const { service, secure, host, port } = listener;
      await this.#ports.open({ service, secure, host, port: { port, orAnother: false } }, listener).catch((error) => failures.push(error));
    }
    this.#until = undefined;
    if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures, 'Ports could not be opened again.');
  }
}

import { randomBytes } from 'node:crypto';
import type { Clock } from '../../rpc/node/clock.ts';
import { isLoopback } from '../../wiotp/loopback.ts';
import type { ListenerService, ListenerState } from '../../rpc/platformContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { CertificateStore } from '../certificates/certificateStore.ts';
import { normalHostName } from '../certificates/hostNames.ts';
import { breach } from '../mqtt/breach.ts';
import type { Caller } from './caller.ts';
import { FrontDoor } from './frontDoor.ts';
import { Listener, type Listening } from './listener.ts';
import type { PortHandlers } from './portHandlers.ts';
import type { PortWish } from './portWish.ts';

/** Where and how to listen. */
export interface ListenerWish {
  readonly service: ListenerService;
  /** Whether to speak TLS. */
  readonly secure: boolean;
  readonly host: string;
  readonly port: PortWish;
}

/** What ports work with. */
export interface PortSurroundings {
  readonly handlers: PortHandlers;
  readonly clock: Clock;
  readonly org: string;
  /** What secure ports show; there are none without it. */
  readonly certificates: CertificateStore | undefined;
  /** Called whenever a listener was opened or closed. */
  readonly changed: () => void;
}

/** All places where the platform listens. Each takes MQTT, MQTT over WebSocket and HTTP, told apart by the first bytes [D-conn]. */
export class PortSet {
  readonly #surroundings: PortSurroundings;
  readonly #door: FrontDoor;
  readonly #run = randomBytes(4).toString('hex');
  readonly #open = new Map<string, { readonly state: ListenerState; readonly listener: Listener }>();
  #connections = 0;

  constructor(surroundings: PortSurroundings) {
    const { handlers, clock, org, certificates } = surroundings;
    this.#surroundings = surroundings;
    this.#door = new FrontDoor({ handlers, clock, org, isOurs: (host) => this.#isOurs(host) }, certificates);
  }

  /** Every listener that is open, in the order in which they were opened. */
  states(): readonly ListenerState[] {
    return [...this.#open.values()].map(({ state }) => state);
  }

  /** `before` is what this listener was before it was closed for a while. @throws Refusal when the port or the host cannot be used. */
  async open(wish: ListenerWish, before?: Pick<ListenerState, 'wantedPort' | 'taken'>): Promise<ListenerState> {
    const { service, secure, host, port } = wish;
    if (secure && this.#surroundings.certificates === undefined) throw noTls();
    const listener = new Listener(
      (caller) => this.#accept(caller, wish),
      (error) => this.#surroundings.handlers.failed(error),
    );
    const listening = await listener.listen(host, port);
    const state = { ...before, ...listening, id: idOf(listening), service, secure, open: !isLoopback(normalHostName(host)) };
    this.#open.set(state.id, { state, listener });
    this.#surroundings.changed();
    return state;
  }

  /** Stops listening there, and ends the connections for that reason; those that are still open after `graceMs` are destroyed. */
  async close(id: string, graceMs: number, why = breach(93, 'The embedded platform closed the port.')): Promise<void> {
    const found = this.#open.get(id);
    if (found === undefined) return;
    this.#open.delete(id);
    this.#surroundings.handlers.closing(found.state, why);
    await found.listener.close(graceMs, why);
    this.#surroundings.changed();
  }

  async closeAll(graceMs: number, why?: Refusal): Promise<void> {
    await Promise.all([...this.#open.keys()].map((id) => this.close(id, graceMs, why)));
  }

  #accept(caller: Caller, { host, service, secure }: ListenerWish): void {
    const { localPort: port = 0 } = caller.socket;
    const id = `${this.#run}-${++this.#connections}`;
    this.#door.take(caller, { id, peer: caller.peer, host, port, service, secure, webSocket: false });
  }

  #isOurs(host: string): boolean {
    if (this.#surroundings.certificates?.covers(host) === true) return true;
    // What listens everywhere is no address that anybody has.
    return this.states().some((state) => state.host !== '0.0.0.0' && state.host !== '::' && normalHostName(state.host) === host);
  }
}

function idOf({ host, port }: Listening): string {
  return `${host}:${port}`;
}

function noTls(): Refusal {
  return new Refusal('The platform has no certificate.', {
    rule: 'a port with TLS needs a certificate',
    advice: 'Start the platform without --no-tls.',
  });
}

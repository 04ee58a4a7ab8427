import { networkInterfaces } from 'node:os';
import type { Clock } from '../../rpc/node/clock.ts';
import { isLoopback } from '../../wiotp/loopback.ts';
import type { ListenerState, NetworkInterface } from '../../rpc/platformContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import type { CertificateStore } from '../certificates/certificateStore.ts';
import { normalHostName } from '../certificates/hostNames.ts';
import { breach } from '../mqtt/breach.ts';
import { Downtime } from './downtime.ts';
import { listInterfaces, type SystemInterfaces } from './networkInterfaces.ts';
import type { PortSet } from './portSet.ts';

/** How long clients may take to close their side when a port is closed. */
const closeGraceMs = 1000;

/** Quickstart needs no registration, so only this machine may use it. */
const quickstartHost = '127.0.0.1';

/** What the openings work with. */
export interface OpeningsSurroundings {
  readonly ports: PortSet;
  /** Absent without TLS. */
  readonly certificates: CertificateStore | undefined;
  readonly clock: Clock;
  /** Told when a port could not be opened again after a restart. */
  readonly failed: (error: unknown) => void;
  /** Asks the system for its network interfaces. */
  readonly system?: () => SystemInterfaces;
}

/** What is opened and closed while the platform runs, besides the listeners that it began with. One thing happens after the other. */
export class Openings {
  readonly #ports: PortSet;
  readonly #certificates: CertificateStore | undefined;
  readonly #system: () => SystemInterfaces;
  readonly #downtime: Downtime;
  /** Addresses that were opened, not those that the platform began with. */
  readonly #addresses = new Set<string>();
  #work: Promise<unknown> = Promise.resolve();
  #disposed = false;

  constructor({ ports, certificates, clock, failed, system = networkInterfaces }: OpeningsSurroundings) {
    this.#ports = ports;
    this.#certificates = certificates;
    this.#system = system;
    this.#downtime = new Downtime(ports, clock, (reopen) => void this.#inTurn(reopen).catch(failed));
  }

  /** The network interfaces of this machine: likely ones first, virtual adapters and loopback last. */
  interfaces(): readonly NetworkInterface[] {
    return listInterfaces(this.#system(), process.platform).map((found) => ({ ...found, listeners: this.#listenersAt(found.address) }));
  }

  /**
   * Listens on one more address, with the same ports as on loopback where they are free. Gives what listens there;
   * an address that is open already stays as it is. @throws Refusal when it cannot.
   */
  openAddress(address: string): Promise<readonly ListenerState[]> {
    return this.#inTurn(async () => {
      this.#expectUp();
      if (!listInterfaces(this.#system(), process.platform).some((known) => known.address === address)) throw notHere(address);
      if (this.#listenersAt(address).length === 0) await this.#openAll(address);
      return this.#listenersAt(address);
    });
  }

  /** Closes what was opened there, with its connections. */
  closeAddress(address: string): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#addresses.delete(address)) return;
      this.#downtime.forget(({ host }) => host === address);
      await this.#close(({ host }) => host === address, `The embedded platform no longer listens on ${address}.`);
    });
  }

  /** Opens Quickstart on this port of loopback, 0 for any, or closes it. @throws Refusal when the port is taken. */
  setQuickstart(port: number | undefined): Promise<void> {
    return this.#inTurn(async () => {
      const isQuickstart = ({ service }: Pick<ListenerState, 'service'>): boolean => service === 'quickstart';
      if (port !== undefined) this.#expectUp();
      const now = this.#ports.states().find(isQuickstart);
      if (now !== undefined && (port === 0 || port === now.port)) return;
      if (port !== undefined) {
        await this.#ports.open({ service: 'quickstart', secure: false, host: quickstartHost, port: { port, orAnother: false } });
      } else {
        this.#downtime.forget(isQuickstart);
      }
      if (now !== undefined) await this.#close(({ id }) => id === now.id, 'The embedded platform closed Quickstart.');
    });
  }

  /**
   * Closes every listener with its connections, and opens the same again after so many seconds. Resolves when all are
   * closed; another restart meanwhile begins the time anew.
   */
  restart(downSeconds: number): Promise<void> {
    return this.#inTurn(() => this.#downtime.begin(downSeconds));
  }

  /** Whether the ports are closed because of a restart; they will be opened again. */
  get down(): boolean {
    return this.#downtime.lasts;
  }

  /** When they will be, in milliseconds since the epoch. */
  get downUntil(): number | undefined {
    return this.#downtime.until;
  }

  /** Opens nothing any more. Resolves when what goes on has ended. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#downtime.dispose();
    await this.#work;
  }

  async #openAll(address: string): Promise<void> {
    const models = this.#ports.states().filter(({ service, host }) => service === 'full' && !this.#addresses.has(host));
    await this.#certificates?.addName(address);
    this.#addresses.add(address);
    try {
      const seen = new Set<number>();
      for (const { service, secure, port } of models) {
        if (seen.has(port)) continue;
        seen.add(port);
        await this.#ports.open({ service, secure, host: address, port: { port, orAnother: true } });
      }
    } catch (error) {
      this.#addresses.delete(address);
      await this.#close(({ host }) => host === address, `The embedded platform does not listen on ${address}.`);
      throw error;
    }
  }

  async #close(which: (state: ListenerState) => boolean, reason: string): Promise<void> {
    const ids = this.#ports.states().filter(which);
    await Promise.all(ids.map(({ id }) => this.#ports.close(id, closeGraceMs, breach(93, reason))));
  }

  /** What listens on all addresses of a family listens on this one too. */
  #listenersAt(address: string): readonly ListenerState[] {
    const everywhere = address.includes(':') ? ['::'] : ['0.0.0.0', '::'];
    const same = (host: string): boolean =>
      host === address || everywhere.includes(host) || (host === 'localhost' && isLoopback(normalHostName(address)));
    return this.#ports.states().filter(({ host }) => same(host));
  }

  #expectUp(): void {
    if (!this.#downtime.lasts && !this.#disposed) return;
    throw new Refusal(`The platform is ${this.#disposed ? 'ending' : 'restarting'}.`, {
      rule: 'ports are opened while the platform is up',
      advice: 'Wait until it is up again.',
    });
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const done = this.#work.then(run);
    this.#work = done.catch(() => undefined);
    return done;
  }
}

function notHere(address: string): Refusal {
  return new Refusal(`${JSON.stringify(address)} is no address of this machine.`, {
    rule: 'a port is opened at an address of this machine',
    advice: 'Choose one of the addresses that the platform lists; it may have changed since.',
  });
}

import { randomBytes } from 'node:crypto';
import { BackOffice } from './backOffice.ts';
import type { Clock } from './clock.ts';
import { ClientDirectory } from './clients/clientDirectory.ts';
import { Intake } from './clients/intake.ts';
import { Reception } from './clients/reception.ts';
import { DeviceFleet } from './deviceFleet.ts';
import { ManagedDevices } from './dm/managedDevices.ts';
import { ManagementServer, type Judge } from './dm/managementServer.ts';
import { RebootActions } from './dm/rebootActions.ts';
import { Journal } from './journal.ts';
import { Listener, type Listening, type PortWish } from './listener.ts';
import { Listeners } from './listeners.ts';
import { breach } from './mqtt/breach.ts';
import { Connection } from './mqtt/connection.ts';
import type { Registry } from './registry/registry.ts';
import { Router } from './routing/router.ts';
import { Sessions } from './routing/sessions.ts';
import { Subscriptions } from './routing/subscriptions.ts';

/** What an embedded platform is made of. */
export interface PlatformParts {
  /** Closed together with the platform. */
  readonly registry: Registry;
  readonly judge: Judge;
  readonly clock: Clock;
  /** Told about defects of ours; the platform goes on. */
  readonly failed: (error: unknown) => void;
}

/** How long clients may take to close their side when the platform ends. */
const closeGraceMs = 1000;

/** The embedded platform: the broker and everything the service did around it. */
export class Platform {
  readonly journal: Journal;
  readonly fleet: DeviceFleet;
  readonly backOffice: BackOffice;
  readonly #parts: PlatformParts;
  readonly #changed = new Listeners<[]>();
  readonly #connections = new Set<Connection>();
  readonly #managed: ManagedDevices;
  readonly #reboots: RebootActions;
  readonly #listener: Listener;

  constructor(parts: PlatformParts) {
    this.#parts = parts;
    const { registry, judge, clock, failed } = parts;
    const changed = (): void => this.#changed.tell();
    const subscriptions = new Subscriptions();
    const sessions = new Sessions(subscriptions);
    const router = new Router(subscriptions);
    const directory = new ClientDirectory(changed);
    const managed = new ManagedDevices(registry, clock, changed);
    const reboots = new RebootActions(clock, changed);
    const intake = new Intake(router, new ManagementServer({ router, judge, managed, reboots }));
    const journal = new Journal(clock);
    const reception = new Reception({ registry, directory, sessions, subscriptions, intake, journal, failed });
    const run = randomBytes(4).toString('hex');
    let connections = 0;
    this.#listener = new Listener((socket, peer) => {
      const connection = new Connection({ id: `${run}-${++connections}`, peer }, socket, reception, clock);
      this.#connections.add(connection);
      socket.once('close', () => this.#connections.delete(connection));
      connection.open();
    }, failed);
    this.journal = journal;
    this.fleet = new DeviceFleet({ registry, directory, sessions, managed, reboots, changed });
    this.backOffice = new BackOffice({ registry, directory, router, managed, reboots, journal });
    this.#managed = managed;
    this.#reboots = reboots;
  }

  /** Begins to serve. @throws Refusal when the port or the host cannot be used. */
  async listen(host: string, port: PortWish): Promise<Listening> {
    this.#managed.restore();
    return this.#listener.listen(host, port);
  }

  /** Calls `changed` whenever a device came, went or changed its state; the result stops that. */
  followDevices(changed: () => void): () => void {
    return this.#changed.add(changed);
  }

  /** Ends all connections with close code 93 and everything else. */
  async close(): Promise<void> {
    for (const connection of this.#connections) connection.end(breach(93, 'The embedded platform was stopped.'));
    this.#managed.dispose();
    this.#reboots.dispose();
    await this.#listener.close(closeGraceMs);
    this.#parts.registry.close();
  }
}

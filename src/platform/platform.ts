import type { Duplex } from 'node:stream';
import type { Clock } from '../rpc/node/clock.ts';
import { GatewayGroups } from './access/gatewayGroups.ts';
import { BackOffice } from './backOffice.ts';
import type { CertificateStore } from './certificates/certificateStore.ts';
import { Attempts } from './clients/attempts.ts';
import { ClientDirectory } from './clients/clientDirectory.ts';
import { Intake } from './clients/intake.ts';
import { Reception } from './clients/reception.ts';
import { RegisteredOrganisation } from './clients/registeredOrganisation.ts';
import { DeviceFleet } from './deviceFleet.ts';
import { Actions } from './dm/actions/actions.ts';
import { ExtensionPackages } from './dm/actions/extensionPackages.ts';
import { ManagedDevices } from './dm/managedDevices.ts';
import { ManagementServer, type Judge } from './dm/managementServer.ts';
import { DeviceRecords } from './dm/records/deviceRecords.ts';
import { Faults } from './faults/faults.ts';
import { ImageServer } from './images/imageServer.ts';
import { Journal } from './journal.ts';
import { Listeners } from './listeners.ts';
import { Monitor } from './monitoring/monitor.ts';
import { breach } from './mqtt/breach.ts';
import { Connection } from './mqtt/connection.ts';
import { PublishGate } from './mqtt/publishGate.ts';
import { usualWishes, type PlatformWishes } from './platformWishes.ts';
import type { Link } from './ports/link.ts';
import { Openings } from './ports/openings.ts';
import type { PortHandlers } from './ports/portHandlers.ts';
import { PortSet } from './ports/portSet.ts';
import type { PortWish } from './ports/portWish.ts';
import { DeviceProblems } from './problems/deviceProblems.ts';
import { Quickstart } from './quickstart/quickstart.ts';
import { Quotas } from './quota/quotas.ts';
import type { Registry } from './registry/registry.ts';
import { RestServer } from './rest/restServer.ts';
import { Router } from './routing/router.ts';
import { Sessions } from './routing/sessions.ts';
import { Subscriptions } from './routing/subscriptions.ts';
import { WaitingTotal } from './routing/waitingTotal.ts';
import type { DeviceName } from '../rpc/device/deviceState.ts';
import { gatewayClientId } from '../wiotp/clientId.ts';
import type { ListenerState } from '../rpc/platformContract.ts';
import type { Storage } from './store/storage.ts';
import type { Refusal } from '../wiotp/refusal.ts';

/** What an embedded platform is made of. */
export interface PlatformParts {
  /** Closed together with the platform. */
  readonly storage: Storage;
  readonly judge: Judge;
  readonly clock: Clock;
  /** Told about defects of ours; the platform goes on. */
  readonly failed: (error: unknown) => void;
  /** What ports with TLS show, closed together with the platform; there are none without it. */
  readonly certificates?: CertificateStore | undefined;
  readonly wishes?: Partial<PlatformWishes>;
}

/** How long clients may take to close their side when the platform ends. */
const closeGraceMs = 1000;

/** The embedded platform: the broker and everything the service did around it. */
export class Platform {
  readonly wishes: PlatformWishes;
  readonly registry: Registry;
  readonly journal: Journal;
  /** Whoever watches the journal and is behind shuts it. */
  readonly gate = new PublishGate();
  readonly attempts: Attempts;
  readonly directory: ClientDirectory;
  readonly fleet: DeviceFleet;
  readonly backOffice: BackOffice;
  readonly records: DeviceRecords;
  readonly packages: ExtensionPackages;
  readonly actions: Actions;
  readonly images: ImageServer;
  readonly faults: Faults;
  readonly problems: DeviceProblems;
  readonly ports: PortSet;
  readonly openings: Openings;
  readonly #parts: PlatformParts;
  readonly #rest: RestServer;
  readonly #managed: ManagedDevices;
  readonly #sessions: Sessions;
  readonly #waiting = new WaitingTotal();
  #restored = false;
  readonly #reception: Reception;
  readonly #connections = new Set<Connection>();
  readonly #changed = new Listeners<[device: DeviceName | undefined]>();
  readonly #imagesChanged = new Listeners<[]>();
  readonly #portsChanged = new Listeners<[]>();
  readonly #control = new Listeners<Parameters<PortHandlers['control']>>();

  constructor(parts: PlatformParts) {
    this.#parts = parts;
    const { storage, judge, clock, failed } = parts;
    const { registry } = storage;
    const wishes = { ...usualWishes, ...parts.wishes };
    const changed = (device?: DeviceName): void => this.#changed.tell(device);
    const journal = new Journal(clock);
    const attempts = new Attempts(clock);
    const groups = new GatewayGroups(registry, (device, gateway, isNew) => {
      if (isNew) records.added(device, gatewayClientId(registry.org, gateway.typeId, gateway.deviceId));
      changed(device);
    });
    const subscriptions = new Subscriptions(groups);
    const sessions = new Sessions(subscriptions, storage.sessions, clock, this.#waiting);
    const router = new Router(subscriptions);
    const directory = new ClientDirectory(changed);
    const faults = new Faults({ org: registry.org, directory, clock, changed });
    const ports = new PortSet({
      handlers: this.#portHandlers(),
      clock,
      org: registry.org,
      certificates: parts.certificates,
      changed: () => this.#portsChanged.tell(),
    });
    const images = new ImageServer({ faults, clock, listeners: () => ports.states(), changed: () => this.#imagesChanged.tell() });
    const records = new DeviceRecords(storage.records, clock, changed);
    const packages = new ExtensionPackages(storage.packages);
    const managed = new ManagedDevices(records, clock);
    const problems = new DeviceProblems({
      org: registry.org,
      clock,
      isRegistered: (device) => registry.has(device),
      isManaged: (device) => managed.has(device),
      changed,
    });
    const actions = new Actions({
      registry,
      directory,
      router,
      managed,
      records,
      packages,
      images,
      problems,
      store: storage.actions,
      clock,
      changed,
    });
    const management = new ManagementServer({ router, judge, managed, records, packages, actions, faults, registry, clock, wishes });
    const intake = new Intake(router, management);
    const monitor = new Monitor(router, clock);
    this.wishes = wishes;
    this.registry = registry;
    this.journal = journal;
    this.attempts = attempts;
    this.directory = directory;
    this.faults = faults;
    this.ports = ports;
    this.openings = new Openings({ ports, certificates: parts.certificates, clock, failed });
    this.images = images;
    this.records = records;
    this.packages = packages;
    this.problems = problems;
    this.actions = actions;
    this.#managed = managed;
    this.#sessions = sessions;
    this.fleet = new DeviceFleet({ registry, directory, sessions, managed, records, actions, problems, faults, changed });
    this.backOffice = new BackOffice({ registry, router, managed, records, journal, actions, clock });
    const { fleet, backOffice } = this;
    const quotas = new Quotas(wishes.quota, clock);
    this.#reception = new Reception({
      registered: new RegisteredOrganisation({
        registry,
        groups,
        directory,
        sessions,
        subscriptions,
        router,
        intake,
        monitor,
        faults,
        journal,
        quotas,
        clock,
      }),
      quickstart: new Quickstart(clock, wishes.quickstartDrops, this.#waiting),
      journal,
      attempts,
      quotas,
      clock,
      failed,
    });
    this.#rest = new RestServer({
      storage,
      fleet,
      records,
      actions,
      packages,
      backOffice,
      router,
      subscriptions,
      intake,
      groups,
      faults,
      journal,
      gate: this.gate,
      attempts,
      clock,
      wishes,
      failed,
    });
    journal.follow((record) => this.#rest.observe(record));
    journal.follow((record) => problems.take(record));
    this.followDevices((device) => {
      if (device === undefined || groups.refresh(device)) return;
      monitor.forget(device);
      this.#rest.forget(device);
    });
    storage.followFailures(failed);
  }

  /** Begins to serve without TLS. @throws Refusal when the port or the host cannot be used. */
  async listen(host: string, port: PortWish): Promise<ListenerState> {
    this.restore();
    return this.ports.open({ service: 'full', secure: false, host, port });
  }

  /** Takes what an earlier run left, when it is called first: before a listener opens. */
  restore(): void {
    if (this.#restored) return;
    this.#restored = true;
    this.records.restore();
    this.packages.restore();
    this.#managed.restore();
    this.actions.restore();
    this.#sessions.restore();
  }

  /** Calls `changed` whenever a device or application came, went or changed its state; the result stops that. */
  followDevices(changed: (device: DeviceName | undefined) => void): () => void {
    return this.#changed.add(changed);
  }

  /** Calls `changed` whenever an image was fetched further; the result stops that. */
  followImages(changed: () => void): () => void {
    return this.#imagesChanged.add(changed);
  }

  /** Calls `changed` whenever a listener was opened or closed; the result stops that. */
  followPorts(changed: () => void): () => void {
    return this.#portsChanged.add(changed);
  }

  /** Calls `taken` with every stream of somebody who steers the platform over the network; the result stops that. */
  followControl(taken: PortHandlers['control']): () => void {
    return this.#control.add(taken);
  }

  /** Ends all connections with close code 93 and everything else. */
  async close(): Promise<void> {
    for (const connection of this.#connections) connection.end(breach(93, 'The embedded platform was stopped.'));
    for (const part of [this.#managed, this.actions, this.faults, this.images, this.#rest]) part.dispose();
    await this.openings.dispose();
    await this.ports.closeAll(closeGraceMs);
    this.#parts.certificates?.dispose();
    this.#parts.storage.close();
  }

  #portHandlers(): PortHandlers {
    const { failed } = this.#parts;
    return {
      mqtt: (stream, link) => this.#serve(stream, link),
      http: (request, response, link) => {
        if (!this.images.handle(request, response, link)) this.#rest.handle(request, response, link);
      },
      control: (stream, link) => {
        if (this.#control.any) this.#control.tell(stream, link);
        else stream.destroy();
      },
      arrived: (link, stage) => this.attempts.arrived(link, stage),
      refused: (link, why) => this.#turnedAway(link, why),
      closing: ({ host, port }, why) => {
        for (const connection of this.#connections) if (connection.link.host === host && connection.link.port === port) connection.end(why);
      },
      failed,
    };
  }

  #turnedAway(link: Link, why: Refusal): void {
    const { code = 0, message: reason, advice } = why;
    this.attempts.refused(link, '', why);
    this.journal.event({ clientId: '', connection: link.id }, { kind: 'connection.refused', peer: link.peer, code, reason, advice });
  }

  #serve(stream: Duplex, link: Link): void {
    const { clock, storage } = this.#parts;
    const shared = { total: this.#waiting, gate: this.gate };
    const connection = new Connection(link, stream, this.#reception, { clock, commit: () => storage.commit(), ...shared });
    this.#connections.add(connection);
    stream.once('close', () => this.#connections.delete(connection));
    connection.open();
  }
}

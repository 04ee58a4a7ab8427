import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { GatewayGroups } from '../../../src/platform/access/gatewayGroups.ts';
import { Attempts } from '../../../src/platform/clients/attempts.ts';
import { ClientDirectory } from '../../../src/platform/clients/clientDirectory.ts';
import { Intake } from '../../../src/platform/clients/intake.ts';
import { Reception } from '../../../src/platform/clients/reception.ts';
import { RegisteredOrganisation } from '../../../src/platform/clients/registeredOrganisation.ts';
import { Journal } from '../../../src/platform/journal.ts';
import { Monitor } from '../../../src/platform/monitoring/monitor.ts';
import { Connection } from '../../../src/platform/mqtt/connection.ts';
import { usualWishes, type PlatformWishes } from '../../../src/platform/platformWishes.ts';
import type { Link } from '../../../src/platform/ports/link.ts';
import { Quickstart } from '../../../src/platform/quickstart/quickstart.ts';
import { Quotas } from '../../../src/platform/quota/quotas.ts';
import type { Registry } from '../../../src/platform/registry/registry.ts';
import { Router } from '../../../src/platform/routing/router.ts';
import { Sessions } from '../../../src/platform/routing/sessions.ts';
import { Subscriptions } from '../../../src/platform/routing/subscriptions.ts';
import { openStorage } from '../../../src/platform/store/openStorage.ts';
import type { DeviceName } from '../../../src/rpc/device/deviceState.ts';
import { systemClock, type Clock } from '../../../src/rpc/node/clock.ts';
import type { ConnectionEvent, TrafficRecord } from '../../../src/rpc/log/traffic.ts';
import type { Refusal } from '../../../src/wiotp/refusal.ts';
import { RawClient } from './rawClient.ts';
import { soon } from './soon.ts';
import { apiKey, deviceToken, org } from './testOrganisation.ts';

interface Wishes {
  readonly clock?: Clock;
  readonly prepare?: (registry: Registry) => void;
  readonly wishes?: Partial<PlatformWishes>;
  /** Why clients that are otherwise right are not let in. */
  readonly refusal?: () => Refusal | undefined;
}

/** Clients and routing of a platform, without Device Management, reached in whatever way a test says. */
export class Messaging {
  readonly registry: Registry;
  readonly journal: Journal;
  readonly attempts: Attempts;
  readonly groups: GatewayGroups;
  readonly directory: ClientDirectory;
  readonly router: Router;
  readonly monitor: Monitor;
  readonly records: TrafficRecord[] = [];
  readonly defects: unknown[] = [];
  /** Who came to belong to which gateway, as `device < gateway`, with `new` when the gateway registered it. */
  readonly joined: string[] = [];
  /** What arrived for Device Management: the topic in the long form. */
  readonly managed: string[] = [];
  readonly #reception: Reception;
  readonly #clock: Clock;
  readonly #commit: () => void;
  readonly #servers = new Map<string, Server>();
  readonly #clients: RawClient[] = [];
  #connections = 0;
  #heard = Promise.withResolvers<void>();

  constructor({ clock = systemClock, prepare, wishes, refusal = () => undefined }: Wishes, t: TestContext) {
    const storage = openStorage(undefined, org);
    const { registry } = storage;
    const all = { ...usualWishes, ...wishes };
    prepare?.(registry);
    const changed = (device: DeviceName | undefined): void => {
      if (device !== undefined) this.groups.refresh(device);
    };
    this.registry = registry;
    this.journal = new Journal(clock);
    this.attempts = new Attempts(clock);
    this.groups = new GatewayGroups(registry, (device, gateway, isNew) => {
      this.joined.push(`${device.typeId} ${device.deviceId} < ${gateway.deviceId}${isNew ? ' new' : ''}`);
      changed(device);
    });
    const subscriptions = new Subscriptions(this.groups);
    this.directory = new ClientDirectory(changed);
    this.router = new Router(subscriptions);
    this.monitor = new Monitor(this.router, clock);
    const intake = new Intake(this.router, { open: (topic) => () => void this.managed.push(topic) });
    const quotas = new Quotas(all.quota, clock);
    const sessions = new Sessions(subscriptions, storage.sessions, clock);
    const { journal, attempts, groups, directory, router, monitor } = this;
    const parts = {
      registry,
      groups,
      directory,
      sessions,
      subscriptions,
      router,
      intake,
      monitor,
      faults: { refusal },
      journal,
      quotas,
      clock,
    };
    this.#reception = new Reception({
      registered: new RegisteredOrganisation(parts),
      quickstart: new Quickstart(clock, all.quickstartDrops),
      journal,
      attempts,
      quotas,
      clock,
      failed: (error) => this.defects.push(error),
    });
    this.#clock = clock;
    this.#commit = () => storage.commit();
    journal.follow((record) => {
      this.records.push(record);
      this.#heard.resolve();
      this.#heard = Promise.withResolvers();
    });
    t.after(async () => {
      for (const { socket } of this.#clients) socket.destroy();
      await Promise.all([...this.#servers.values()].map((server) => once(server.close(), 'close')));
      storage.close();
      // A defect that was caught is still a defect.
      if (this.defects.length > 0) throw this.defects[0];
    });
  }

  /** Opens a connection that has sent nothing yet, and that arrived as `link` says. */
  async dial(link: Partial<Link> = {}): Promise<RawClient> {
    const key = JSON.stringify(link);
    const server = this.#servers.get(key) ?? createServer({ noDelay: true }, (socket) => this.#serve(socket, link));
    this.#servers.set(key, server);
    if (!server.listening) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    }
    const client = await RawClient.dial((server.address() as AddressInfo).port);
    this.#clients.push(client);
    return client;
  }

  /** Opens a connection and expects CONNACK 0. */
  async connect(options: Parameters<RawClient['connect']>[0], link: Partial<Link> = {}): Promise<RawClient> {
    const client = await this.dial(link);
    const { returnCode } = await client.connect(options);
    if (returnCode !== 0) throw new Error(`CONNACK ${returnCode}`);
    return client;
  }

  /** The first record that fits, reported already or later. */
  async record(fits: (record: TrafficRecord) => boolean): Promise<TrafficRecord> {
    for (;;) {
      const found = this.records.find(fits);
      if (found !== undefined) return found;
      await soon('a traffic record', this.#heard.promise);
    }
  }

  /** The first connection event of this kind, reported already or later, for one client if its ID is given. */
  async event(kind: ConnectionEvent['kind'], clientId?: string): Promise<ConnectionEvent> {
    const { event } = await this.record((record) => record.event?.kind === kind && (clientId ?? record.clientId) === record.clientId);
    if (event === undefined) throw new Error('unreachable');
    return event;
  }

  /** Every event of a kind so far. */
  events(kind: ConnectionEvent['kind']): readonly ConnectionEvent[] {
    return this.records.flatMap(({ event }) => (event?.kind === kind ? [event] : []));
  }

  #serve(socket: Socket, overrides: Partial<Link>): void {
    const link: Link = {
      id: String(++this.#connections),
      peer: `${socket.remoteAddress}:${socket.remotePort}`,
      host: '127.0.0.1',
      port: socket.localPort ?? 0,
      service: 'full',
      secure: false,
      webSocket: false,
      ...overrides,
    };
    this.attempts.arrived(link, 'tcp');
    new Connection(link, socket, this.#reception, { clock: this.#clock, commit: this.#commit }).open();
  }
}

/** The devices and gateways of {@link startMessaging}; all have the same token. */
export function registerAll(registry: Registry): void {
  for (const deviceId of ['one', 'two', 'three']) registry.addDevice({ typeId: 'sensor', deviceId }, deviceToken);
  registry.addDevice({ typeId: 'bridge', deviceId: 'g1', classId: 'Gateway' }, deviceToken);
  registry.addDevice({ typeId: 'bridge', deviceId: 'g2', classId: 'Gateway' }, deviceToken);
  registry.addDevice({ typeId: 'bridge', deviceId: 'plain', classId: 'Gateway', role: 'standard' }, deviceToken);
  registry.setApiKey(apiKey.key, apiKey.token);
}

/** Starts messaging that ends with the test, with sensors `one` to `three` and gateways `g1`, `g2` and `plain`, the last with the standard role. */
export function startMessaging(t: TestContext, wishes: Wishes = {}): Messaging {
  return new Messaging({ ...wishes, prepare: wishes.prepare ?? registerAll }, t);
}

import type { TestContext } from 'node:test';
import type { CertificateStore } from '../../../src/platform/certificates/certificateStore.ts';
import type { Judge } from '../../../src/platform/dm/managementServer.ts';
import { lintJudge } from '../../../src/platform/judge.ts';
import { Platform } from '../../../src/platform/platform.ts';
import type { PlatformWishes } from '../../../src/platform/platformWishes.ts';
import { openStorage } from '../../../src/platform/store/openStorage.ts';
import type { Registry } from '../../../src/platform/registry/registry.ts';
import { systemClock, type Clock } from '../../../src/rpc/node/clock.ts';
import type { ConnectionEvent, TrafficRecord } from '../../../src/rpc/log/traffic.ts';
import { RawClient } from './rawClient.ts';
import { soon } from './soon.ts';
import { apiKey, asApplication, asDevice, deviceToken, org } from './testOrganisation.ts';

export { apiKey, asApplication, asDevice, deviceToken, org };

/** Devices `sensor/one` to `sensor/nine` exist. */
const deviceIds = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** A platform on a free port of loopback, with everything it reported. */
export class TestPlatform {
  readonly platform: Platform;
  readonly registry: Registry;
  readonly port: number;
  readonly records: TrafficRecord[] = [];
  readonly defects: unknown[];
  #heard = Promise.withResolvers<void>();

  constructor(platform: Platform, registry: Registry, port: number, defects: unknown[]) {
    this.platform = platform;
    this.registry = registry;
    this.port = port;
    this.defects = defects;
    platform.journal.follow((record) => {
      this.records.push(record);
      this.#heard.resolve();
      this.#heard = Promise.withResolvers();
    });
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
    const fits = (record: TrafficRecord): boolean => record.event?.kind === kind && (clientId ?? record.clientId) === record.clientId;
    const { event } = await this.record(fits);
    if (event === undefined) throw new Error('unreachable');
    return event;
  }

  /** Opens a connection that has sent nothing yet. */
  dial(): Promise<RawClient> {
    return RawClient.dial(this.port);
  }

  /** Opens a connection and expects CONNACK 0. */
  async connect(options: Parameters<RawClient['connect']>[0]): Promise<RawClient> {
    const client = await this.dial();
    const { returnCode } = await client.connect(options);
    if (returnCode !== 0) throw new Error(`CONNACK ${returnCode}`);
    return client;
  }
}

interface Wishes {
  readonly clock?: Clock;
  readonly judge?: Judge;
  /** Changes the registry before the platform starts. */
  readonly prepare?: (registry: Registry) => void;
  /** Keeps the data there; in memory without it. */
  readonly folder?: string;
  readonly wishes?: Partial<PlatformWishes>;
  /** For ports with TLS; they end with the platform. */
  readonly certificates?: CertificateStore;
}

/** Starts a platform that ends with the test. */
export async function startPlatform(
  t: TestContext,
  { clock = systemClock, judge = lintJudge, prepare, folder, wishes, certificates }: Wishes = {},
): Promise<TestPlatform> {
  const storage = openStorage(folder, org);
  const { registry } = storage;
  for (const deviceId of deviceIds) registry.addDevice({ typeId: 'sensor', deviceId }, deviceToken);
  registry.setApiKey(apiKey.key, apiKey.token);
  prepare?.(registry);
  const defects: unknown[] = [];
  const platform = new Platform({
    storage,
    judge,
    clock,
    failed: (error) => defects.push(error),
    certificates,
    ...(wishes === undefined ? {} : { wishes }),
  });
  const { port } = await platform.listen('127.0.0.1', { port: 0, orAnother: false });
  const started = new TestPlatform(platform, registry, port, defects);
  t.after(async () => {
    await platform.close();
    // A defect that was caught is still a defect.
    if (defects.length > 0) throw defects[0];
  });
  return started;
}

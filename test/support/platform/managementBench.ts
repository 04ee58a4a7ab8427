import { Actions } from '../../../src/platform/dm/actions/actions.ts';
import { ExtensionPackages } from '../../../src/platform/dm/actions/extensionPackages.ts';
import { ManagedDevices } from '../../../src/platform/dm/managedDevices.ts';
import { ManagementServer } from '../../../src/platform/dm/managementServer.ts';
import { DeviceRecords } from '../../../src/platform/dm/records/deviceRecords.ts';
import type { Faults } from '../../../src/platform/faults/faults.ts';
import { lintJudge } from '../../../src/platform/judge.ts';
import type { Router } from '../../../src/platform/routing/router.ts';
import { openStorage } from '../../../src/platform/store/openStorage.ts';
import type { DeviceRecord } from '../../../src/rpc/device/deviceState.ts';
import { FakeClock } from './fakeClock.ts';

/** What a bench may be told. */
interface BenchWishes {
  readonly tolerant?: boolean;
  /** What happens to answers; by default they are sent. */
  readonly answer?: Faults['answer'];
}

/** A Device Management server without a network, for the device `t/i`: its answers are caught before they are routed. */
export function managementBench(t: { after: (run: () => void) => void }, { tolerant = false, answer }: BenchWishes = {}) {
  const storage = openStorage(undefined, 'abc123');
  t.after(() => storage.close());
  const { registry } = storage;
  registry.addDevice({ typeId: 't', deviceId: 'i' });
  const clock = new FakeClock();
  const routed: { readonly topic: string; readonly payload: Uint8Array }[] = [];
  const router = {
    lane: (topic: string) => ({ topic, targets: [] }),
    route: ({ topic }: { topic: string }, payload: Uint8Array) => void routed.push({ topic, payload }),
  } as unknown as Router;
  const saved: DeviceRecord[] = [];
  const save = (_: unknown, record: DeviceRecord) => void saved.push(structuredClone(record));
  const records = new DeviceRecords({ load: () => [], save, remove: () => undefined }, clock, () => undefined);
  const managed = new ManagedDevices(records, clock);
  const packages = new ExtensionPackages({ load: () => [], save: () => undefined, remove: () => undefined });
  const elsewhere = { directory: { find: () => undefined }, images: { progress: () => undefined }, problems: {}, store: storage.actions };
  const actions = new Actions({ registry, router, managed, records, packages, clock, changed: () => undefined, ...elsewhere } as never);
  const faults = { answer: answer ?? ((_: unknown, rc: number, send: (given: number) => void) => send(rc)) } as unknown as Faults;
  const wishes = { quota: 'off', tolerant, quickstartDrops: 'always' } as const;
  const management = new ManagementServer({
    router,
    judge: lintJudge,
    managed,
    records,
    packages,
    actions,
    faults,
    registry,
    clock,
    wishes,
  });
  return { management, routed, records, managed, saved };
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManagedDevices } from '../../../../../src/platform/dm/managedDevices.ts';
import { DeviceRecords } from '../../../../../src/platform/dm/records/deviceRecords.ts';
import type { DeviceName, DeviceRecord } from '../../../../../src/rpc/device/deviceState.ts';
import { FakeClock } from '../../../../support/platform/fakeClock.ts';

const one = { typeId: 'sensor', deviceId: 'one' };
const two = { typeId: 'sensor', deviceId: 'two' };

/** What one platform after the other finds in the same store. */
function runs() {
  const kept = new Map<string, { readonly device: DeviceName; readonly record: DeviceRecord }>();
  const clock = new FakeClock();
  const store = {
    load: () => kept.values(),
    save: (device: DeviceName, record: DeviceRecord) => void kept.set(device.deviceId, structuredClone({ device, record })),
    remove: ({ deviceId }: DeviceName) => void kept.delete(deviceId),
  };
  const changed: string[] = [];
  const run = () => {
    const records = new DeviceRecords(store, clock, ({ deviceId }) => changed.push(deviceId));
    const managed = new ManagedDevices(records, clock);
    records.restore();
    managed.restore();
    return { records, managed };
  };
  return { clock, changed, run };
}

test('what is known of a device outlives the platform', () => {
  const { run } = runs();
  const { records, managed } = run();
  records.added(one, 'workbench');
  managed.manage(one, 0, { deviceActions: true });
  managed.setFirmware(one, { state: 2 });
  const again = run();
  assert.deepEqual(again.records.of(one), records.of(one));
  assert.deepEqual([again.managed.has(one), again.managed.supports(one, 'deviceActions')], [true, true]);
});

test('a lifetime goes on across a restart, and ends at its time', () => {
  const { run, clock, changed } = runs();
  const first = run();
  first.managed.manage(one, 3600, {});
  clock.advance(3_000_000);
  first.managed.dispose();
  const { managed, records } = run();
  changed.length = 0;
  clock.advance(599_999);
  assert.equal(managed.has(one), true);
  clock.advance(1);
  assert.deepEqual([managed.has(one), records.of(one).mgmt?.dormant, changed], [false, true, ['one']]);
});

test('a lifetime that ended while no platform ran has ended, and one of years is waited for', () => {
  const { run, clock } = runs();
  const first = run();
  first.managed.manage(one, 3600, {});
  first.managed.manage(two, 100 * 86_400, {});
  first.managed.dispose();
  clock.advance(3_600_000);
  const { managed } = run();
  assert.deepEqual([managed.has(one), managed.has(two)], [false, true]);
  clock.advance(99 * 86_400_000);
  assert.equal(managed.has(two), true);
  clock.advance(86_400_000);
  assert.equal(managed.has(two), false);
});

test('a device that is forgotten leaves nothing', () => {
  const { run } = runs();
  const { records } = run();
  records.added(one, 'workbench');
  records.forget(one);
  assert.deepEqual([...run().records.all()], []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStorage } from '../../../../src/platform/store/openStorage.ts';
import { temporaryFolder } from '../../../support/platform/command.ts';

const device = { typeId: 'sensor', deviceId: 'one' };

function record(model: string, log = '') {
  const entry = { message: log, timestamp: '2026-01-01T00:00:00.000Z', severity: 0 };
  return { deviceInfo: { model }, metadata: {}, errorCodes: [], log: [entry] };
}

test('the latest record of each registered device is there after a restart', (t) => {
  const path = temporaryFolder(t);
  const before = openStorage(path);
  const [gone, unknown] = [
    { ...device, deviceId: 'gone' },
    { ...device, deviceId: 'unknown' },
  ];
  for (const one of [device, gone]) before.registry.addDevice(one);
  for (const one of [device, gone, unknown]) before.records.save(one, record('old'));
  before.records.save(device, record('new'));
  before.records.remove(gone);
  before.close();
  const after = openStorage(path);
  assert.deepEqual([...after.records.load()], [{ device, record: record('new') }]);
  after.close();
});

test('a large record that changes often is written once a second', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { records, registry } = openStorage();
  registry.addDevice(device);
  const stored = () => [...records.load()].map((one) => one.record.deviceInfo['model']);
  const log = 'x'.repeat(500_000);
  // Written each time, this would be 2.5 GB.
  for (let at = 0; at < 5000; at++) records.save(device, record(String(at), log));
  t.mock.timers.tick(999);
  assert.deepEqual(stored(), []);
  t.mock.timers.tick(1);
  assert.deepEqual(stored(), ['4999']);
});

test('many large records are written piece by piece', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { records, registry } = openStorage();
  for (let at = 0; at < 10; at++) {
    registry.addDevice({ ...device, deviceId: String(at) });
    records.save({ ...device, deviceId: String(at) }, record('', 'x'.repeat(500_000)));
  }
  t.mock.timers.tick(1000);
  const first = [...records.load()].length;
  assert.ok(first > 0 && first < 10, `${first} at once`);
  for (let turn = 0; turn < 10; turn++) t.mock.timers.tick(50);
  assert.equal([...records.load()].length, 10);
});

test('packages are there after a restart', (t) => {
  const path = temporaryFolder(t);
  const before = openStorage(path);
  for (const bundleId of ['b', 'a', 'c']) before.packages.save(bundleId, `{"bundleId":"${bundleId}"}`);
  before.packages.save('a', '{"bundleId":"a","version":"2"}');
  before.packages.remove('c');
  before.close();
  const after = openStorage(path);
  assert.deepEqual(
    [...after.packages.load()],
    [
      { bundleId: 'a', definition: '{"bundleId":"a","version":"2"}' },
      { bundleId: 'b', definition: '{"bundleId":"b"}' },
    ],
  );
  after.close();
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { DeviceRecord, LogEntry } from '../../../../src/rpc/device/deviceState.ts';
import { openDatabase } from '../../../../src/platform/store/database.ts';
import { identify } from '../../../../src/platform/store/identity.ts';
import { openStorage } from '../../../../src/platform/store/openStorage.ts';
import { SqliteStorage } from '../../../../src/platform/store/sqliteStorage.ts';
import { temporaryFolder } from '../../../support/platform/command.ts';

const device = { typeId: 'sensor', deviceId: 'one' };

// Members that do not change stay the same objects, as in the records of the platform.
const supports = {};
const plain: DeviceRecord = { deviceInfo: {}, metadata: {}, errorCodes: [], log: [] };
const large: DeviceRecord = { ...plain, metadata: { text: 'x'.repeat(500_000) } };

function entry(message: string): LogEntry {
  return { message, timestamp: '2026-01-01T00:00:00.000Z', severity: 0 };
}

function record(model: string): DeviceRecord {
  return { ...plain, deviceInfo: { model }, log: [entry(model)] };
}

function openInMemory() {
  const database = openDatabase(undefined);
  const storage = new SqliteStorage(database, identify(database, undefined));
  const records = () =>
    database
      .prepare('SELECT record FROM device_records')
      .all()
      .map((row) => JSON.parse(String(row['record'])) as DeviceRecord);
  return { database, storage, records };
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

test('a record is there after the next commit; the time of the last activity alone may take a second', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { storage, records } = openInMemory();
  storage.registry.addDevice(device);
  const managed = (lastActivityDateTime: string): DeviceRecord => ({
    ...plain,
    mgmt: { dormant: false, lastActivityDateTime, supports },
  });
  const stored = () => records().map(({ mgmt }) => mgmt?.lastActivityDateTime);
  storage.records.save(device, managed('first'));
  assert.deepEqual(stored(), []);
  storage.commit();
  assert.deepEqual(stored(), ['first']);
  storage.records.save(device, managed('second'));
  storage.commit();
  t.mock.timers.tick(999);
  assert.deepEqual(stored(), ['first']);
  t.mock.timers.tick(1);
  assert.deepEqual(stored(), ['second']);
  storage.records.save(device, managed('third'));
  storage.records.save(device, plain);
  storage.commit();
  assert.deepEqual(stored(), [undefined]);
});

test('a new entry of a long log does not write the others again', (t) => {
  const path = temporaryFolder(t);
  const database = openDatabase(path);
  const storage = new SqliteStorage(database, identify(database, undefined));
  storage.registry.addDevice(device);
  const changes = (): number => Number(database.prepare('SELECT total_changes() AS n').get()?.['n']);
  let latest: DeviceRecord = { ...plain, log: Array.from({ length: 500 }, (_, at) => entry(`old ${at} ${'x'.repeat(1000)}`)) };
  storage.records.save(device, latest);
  storage.commit();
  const before = changes();
  for (let at = 0; at < 100; at++) {
    latest = { ...latest, log: [entry(`new ${at}`), ...latest.log.slice(0, -1)] };
    storage.records.save(device, latest);
    storage.commit();
  }
  assert.equal((changes() - before) / 100, 3, 'the record without its log, the new entry, and the one that went');
  storage.close();
  const after = openStorage(path);
  assert.deepEqual([...after.records.load()], [{ device, record: latest }]);
  after.close();
});

test('whatever happens to the lists of a record, they are there after a restart', (t) => {
  const path = temporaryFolder(t);
  const step = fc.constantFrom('grow', 'cut', 'clear', 'takeOut', 'commit', 'restart', 'remove');
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let storage = openStorage(path);
      if (!storage.registry.has(device)) storage.registry.addDevice(device);
      storage.records.remove(device);
      let log: readonly LogEntry[] = [];
      for (const [number, what] of steps.entries()) {
        if (what === 'grow') log = [entry(String(number)), ...log];
        else if (what === 'cut') log = log.slice(0, -1);
        else if (what === 'clear') log = [];
        else if (what === 'takeOut') log = log.toSpliced(1, 1);
        else if (what === 'commit') storage.commit();
        else if (what === 'remove') storage.records.remove(device);
        else {
          storage.close();
          storage = openStorage(path);
          log = [...storage.records.load()][0]?.record.log ?? [];
        }
        if (['grow', 'cut', 'clear', 'takeOut'].includes(what)) {
          const errorCodes = log.map(({ timestamp }, at) => ({ errorCode: at, timestamp }));
          storage.records.save(device, { ...plain, log, errorCodes });
        }
        if (what === 'remove') log = [];
      }
      storage.records.save(device, { ...plain, log });
      storage.close();
      const after = openStorage(path);
      const [found] = [...after.records.load()];
      after.close();
      assert.deepEqual([found?.record.log, found?.record.errorCodes], [log, []]);
    }),
    { numRuns: 40 },
  );
});

test('many records of which only the last activity changed are written piece by piece', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { storage, records } = openInMemory();
  const active = (at: string): DeviceRecord => ({ ...large, mgmt: { dormant: false, lastActivityDateTime: at, supports } });
  const names = Array.from({ length: 10 }, (_, at) => ({ ...device, deviceId: String(at) }));
  for (const name of names) {
    storage.registry.addDevice(name);
    storage.records.save(name, active('before'));
  }
  storage.commit();
  for (const name of names) storage.records.save(name, active('after'));
  t.mock.timers.tick(1000);
  const written = () => records().filter(({ mgmt }) => mgmt?.lastActivityDateTime === 'after').length;
  assert.ok(written() > 0 && written() < 10, `${written()} at once`);
  for (let turn = 0; turn < 10; turn++) t.mock.timers.tick(50);
  assert.equal(written(), 10);
});

test('actions are there after a restart, in the order in which they were kept first', (t) => {
  const path = temporaryFolder(t);
  const before = openStorage(path);
  for (const id of ['b', 'a', 'c']) before.actions.save(id, `{"of":"${id}"}`);
  before.actions.save('b', 'done');
  before.actions.remove('c');
  before.actions.remove('unknown');
  before.close();
  const after = openStorage(path);
  assert.deepEqual(
    [...after.actions.load()],
    [
      { id: 'b', action: 'done' },
      { id: 'a', action: '{"of":"a"}' },
    ],
  );
  after.close();
});

test('while nothing can be written, no action begins, and one that runs goes on', () => {
  const { database, storage } = openInMemory();
  storage.actions.save('runs', 'begun');
  storage.commit();
  const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
  database.exec(`PRAGMA max_page_count = ${pages}`);
  storage.actions.save('runs', 'x'.repeat(50_000));
  assert.throws(() => storage.commit(), { code: 92 });
  assert.throws(() => storage.actions.save('new', ''), { code: 92 });
  storage.actions.save('runs', 'done');
  database.exec('PRAGMA max_page_count = 100000');
  storage.close();
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

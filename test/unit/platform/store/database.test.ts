import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { openStorage } from '../../../../src/platform/store/openStorage.ts';
import { hashToken } from '../../../../src/platform/registry/secrets.ts';
import { temporaryFolder } from '../../../support/platform/command.ts';

test('a folder belongs to one platform at a time', (t) => {
  const path = temporaryFolder(t);
  const first = openStorage(path);
  assert.throws(() => openStorage(path), { name: 'Refusal', message: /Another embedded platform uses the data folder/ });
  first.close();
  openStorage(path).close();
});

test('the organisation of a folder does not change', (t) => {
  const path = temporaryFolder(t);
  openStorage(path, 'abc123').close();
  assert.throws(() => openStorage(path, 'other1'), { name: 'Refusal', message: /belongs to the organisation abc123, not to other1/ });
  openStorage(path, 'abc123').close();
});

test('a folder that cannot be used is refused with the reason', (t) => {
  const path = temporaryFolder(t);
  writeFileSync(join(path, 'file'), '');
  assert.throws(() => openStorage(join(path, 'file')), { name: 'Refusal', message: /cannot be used/ });
  writeFileSync(join(path, 'platform.db'), 'this is no database, and it is long enough to be seen as none '.repeat(20));
  assert.throws(() => openStorage(path), { name: 'Refusal', message: /not a database/ });
});

/** The database as version 1 made it. */
const version1 = `
  CREATE TABLE platform (org TEXT NOT NULL, instance_id TEXT NOT NULL);
  CREATE TABLE devices (
    type_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    salt BLOB NOT NULL,
    hash BLOB NOT NULL,
    managed_until REAL,
    PRIMARY KEY (type_id, device_id)
  ) WITHOUT ROWID;
  CREATE TABLE api_keys (key TEXT PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL) WITHOUT ROWID;
  PRAGMA user_version = 1;
`;

test('the data of version 1 is converted, and everything works with it', (t) => {
  const path = temporaryFolder(t);
  const old = new DatabaseSync(join(path, 'platform.db'));
  old.exec(version1);
  const token = hashToken('secret');
  old.prepare('INSERT INTO platform VALUES (?, ?)').run('abc123', 'instance');
  const addDevice = old.prepare('INSERT INTO devices VALUES (?, ?, ?, ?, ?)');
  addDevice.run('sensor', 'one', token.salt, token.hash, 5000);
  addDevice.run('sensor', 'two', token.salt, token.hash, null);
  addDevice.run('valve', 'one', token.salt, token.hash, Infinity);
  old.prepare('INSERT INTO api_keys VALUES (?, ?, ?)').run('a-abc123-1', token.salt, token.hash);
  old.close();
  for (const round of ['converted', 'opened again']) {
    const storage = openStorage(path, 'abc123');
    const { registry } = storage;
    const plain = { classId: 'Device', disabled: false, hasToken: true };
    assert.deepEqual(
      registry.devices(),
      [
        { ...plain, typeId: 'sensor', deviceId: 'one' },
        { ...plain, typeId: 'sensor', deviceId: 'two' },
        { ...plain, typeId: 'valve', deviceId: 'one' },
      ],
      round,
    );
    assert.deepEqual(
      registry.deviceTypes().map(({ id }) => id),
      ['sensor', 'valve'],
    );
    assert.deepEqual([registry.created, registry.instanceId], [false, 'instance']);
    assert.equal(registry.checkDevice({ typeId: 'valve', deviceId: 'one' }, Buffer.from('secret')), 'right');
    assert.equal(registry.checkApiKey('a-abc123-1', Buffer.from('secret')), 'right');
    const records = new Map(Array.from(storage.records.load(), ({ device, record }) => [`${device.typeId} ${device.deviceId}`, record]));
    assert.deepEqual([...records.keys()].sort(), ['sensor one', 'valve one']);
    const { lastActivityDateTime = '', ...mgmt } = records.get('sensor one')?.mgmt ?? {};
    assert.ok(Math.abs(Date.parse(lastActivityDateTime) - Date.now()) < 60_000, lastActivityDateTime);
    assert.deepEqual(mgmt, { dormant: false, dormantDateTime: '1970-01-01T00:00:05.000Z', supports: {} });
    assert.deepEqual(
      { ...records.get('valve one'), mgmt: undefined },
      { deviceInfo: {}, metadata: {}, errorCodes: [], log: [], mgmt: undefined },
    );
    assert.equal(records.get('valve one')?.mgmt?.dormantDateTime, undefined, 'managed for good');
    assert.deepEqual([[...storage.sessions.load()], [...storage.packages.load()], [...storage.actions.load()]], [[], [], []]);
    storage.close();
  }
});

test(
  'nobody else can read the files, not even those that an earlier program left open to all',
  { skip: process.platform === 'win32' },
  (t) => {
    const path = temporaryFolder(t);
    chmodSync(path, 0o755);
    const modes = () => readdirSync(path).map((name) => [name, statSync(join(path, name)).mode & 0o777]);
    const umask = process.umask(0o022);
    t.after(() => process.umask(umask));
    const first = openStorage(path);
    first.registry.addApiKey();
    assert.deepEqual(modes(), [
      ['platform.db', 0o600],
      ['platform.db-wal', 0o600],
    ]);
    first.close();
    for (const name of ['platform.db', 'platform.db-wal', 'platform.db-shm']) {
      appendFileSync(join(path, name), '');
      chmodSync(join(path, name), 0o644);
    }
    const again = openStorage(path);
    assert.deepEqual(
      modes().filter(([, mode]) => mode !== 0o600),
      [],
    );
    again.close();
  },
);

test('a folder is made with those above it, and refused at once where none can be made', (t) => {
  const path = temporaryFolder(t);
  openStorage(join(path, 'a', 'b', 'c')).close();
  assert.equal(statSync(join(path, 'a', 'b', 'c')).isDirectory(), true);
  writeFileSync(join(path, 'file'), '');
  for (const folder of [join(path, 'file', 'below'), ...(process.platform === 'linux' ? ['/proc/none/below'] : [])])
    assert.throws(() => openStorage(folder), { name: 'Refusal', message: /cannot be used/ }, folder);
});

test('data of a newer version is refused and left as it is', (t) => {
  const path = temporaryFolder(t);
  openStorage(path).close();
  const newer = new DatabaseSync(join(path, 'platform.db'));
  newer.exec('PRAGMA user_version = 3');
  newer.close();
  assert.throws(() => openStorage(path), { name: 'Refusal', message: /its data has version 3, this program reads 2/ });
  const left = new DatabaseSync(join(path, 'platform.db'));
  assert.deepEqual(left.prepare('PRAGMA user_version').get()?.['user_version'], 3);
  left.close();
});

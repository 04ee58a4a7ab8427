import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { openRegistry } from '../../../../src/platform/registry/openRegistry.ts';

const device = { typeId: 'sensor', deviceId: 'one' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'registry-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test('a new registry has an organisation of six characters and an ID of its own', () => {
  const [first, second] = [openRegistry(), openRegistry()];
  assert.match(first.org, /^[a-z0-9]{6}$/);
  assert.match(first.instanceId, /^[0-9a-f-]{36}$/);
  assert.notEqual(first.instanceId, second.instanceId);
  assert.deepEqual([first.created, first.devices(), first.apiKeys()], [true, [], []]);
});

test('everything is there again after a restart, but for the tokens themselves', (t) => {
  const path = folder(t);
  const before = openRegistry(path);
  const token = before.addDevice(device);
  const apiKey = before.addApiKey();
  before.setManaged(device, Infinity);
  before.close();
  const after = openRegistry(path);
  assert.deepEqual([after.created, after.org, after.instanceId], [false, before.org, before.instanceId]);
  assert.deepEqual(after.devices(), [{ ...device, managedUntil: Infinity }]);
  assert.equal(after.checkDevice(device, bytes(token)), 'right');
  assert.match(apiKey.key, new RegExp(`^a-${before.org}-[a-z0-9]{10}$`));
  assert.equal(after.checkApiKey(apiKey.key, bytes(apiKey.token)), 'right');
  after.close();
  for (const file of readdirSync(path)) {
    const content = readFileSync(join(path, file)).toString('latin1');
    assert.ok(!content.includes(token) && !content.includes(apiKey.token), file);
  }
});

test('tokens are judged', () => {
  const registry = openRegistry();
  const token = registry.addDevice(device);
  assert.match(token, /^[A-Za-z0-9]{18}$/);
  assert.equal(registry.checkDevice(device, bytes(token)), 'right');
  assert.equal(registry.checkDevice(device, bytes(`${token} `)), 'wrong');
  assert.equal(registry.checkDevice({ ...device, deviceId: 'two' }, bytes(token)), 'unknown');
  assert.equal(registry.checkApiKey('a-x-1', bytes(token)), 'unknown');
  const next = registry.issueToken(device);
  assert.deepEqual([registry.checkDevice(device, bytes(token)), registry.checkDevice(device, bytes(next))], ['wrong', 'right']);
});

test('a device is registered once, removed once, and named well', () => {
  const registry = openRegistry();
  registry.addDevice(device);
  assert.throws(() => registry.addDevice(device), { name: 'Refusal', message: /registered already/ });
  assert.throws(() => registry.addDevice({ typeId: 'a b', deviceId: 'one' }), { name: 'Refusal', message: /a space/ });
  assert.throws(() => registry.addDevice({ typeId: 'sensor', deviceId: '' }), { name: 'Refusal', message: /empty/ });
  registry.removeDevice(device);
  assert.throws(() => registry.removeDevice(device), { name: 'Refusal', code: 404 });
  assert.throws(() => registry.issueToken(device), { name: 'Refusal', code: 404 });
});

test('a folder belongs to one platform at a time', (t) => {
  const path = folder(t);
  const first = openRegistry(path);
  assert.throws(() => openRegistry(path), { name: 'Refusal', message: /Another embedded platform uses the data folder/ });
  first.close();
  openRegistry(path).close();
});

test('the organisation of a folder does not change', (t) => {
  const path = folder(t);
  openRegistry(path, 'abc123').close();
  assert.throws(() => openRegistry(path, 'other1'), { name: 'Refusal', message: /belongs to the organisation abc123, not to other1/ });
  openRegistry(path, 'abc123').close();
});

test('a folder that cannot be used is refused with the reason', (t) => {
  const path = folder(t);
  writeFileSync(join(path, 'file'), '');
  assert.throws(() => openRegistry(join(path, 'file')), { name: 'Refusal', message: /cannot be used/ });
  writeFileSync(join(path, 'platform.db'), 'this is no database, and it is long enough to be seen as none '.repeat(20));
  assert.throws(() => openRegistry(path), { name: 'Refusal', message: /not a database/ });
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Registry } from '../../../../src/platform/registry/registry.ts';
import { openStorage } from '../../../../src/platform/store/openStorage.ts';
import { temporaryFolder } from '../../../support/platform/command.ts';

const device = { typeId: 'sensor', deviceId: 'one' };
const gateway = { typeId: 'router', deviceId: 'g1', classId: 'Gateway' as const };
const state = { classId: 'Device', disabled: false, hasToken: true } as const;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function newRegistry(): Registry {
  return openStorage().registry;
}

test('a new registry has an organisation of six characters and an ID of its own', () => {
  const [first, second] = [newRegistry(), newRegistry()];
  assert.match(first.org, /^[a-z0-9]{6}$/);
  assert.match(first.instanceId, /^[0-9a-f-]{36}$/);
  assert.notEqual(first.instanceId, second.instanceId);
  assert.deepEqual([first.created, first.devices(), first.deviceTypes(), first.apiKeys()], [true, [], [], []]);
});

test('everything is there again after a restart, but for the tokens themselves', (t) => {
  const path = temporaryFolder(t);
  const storage = openStorage(path);
  const before = storage.registry;
  const token = before.addDevice(device);
  const apiKey = before.addApiKey();
  before.addDevice(gateway);
  before.addDeviceBehind({ typeId: 'sensor', deviceId: 'behind' }, gateway);
  before.setRole(gateway, 'standard');
  before.setDisabled(device, true);
  before.setDeviceType({ id: 'sensor', classId: 'Device', attributes: { description: 'warm' } });
  const wanted = [before.devices(), before.deviceTypes()];
  storage.close();
  const again = openStorage(path);
  const after = again.registry;
  assert.deepEqual([after.created, after.org, after.instanceId], [false, before.org, before.instanceId]);
  assert.deepEqual([after.devices(), after.deviceTypes()], wanted);
  assert.deepEqual(after.devices(), [
    { typeId: 'router', deviceId: 'g1', classId: 'Gateway', role: 'standard', disabled: false, hasToken: true },
    { ...state, typeId: 'sensor', deviceId: 'behind', hasToken: false, gateway: { typeId: 'router', deviceId: 'g1' } },
    { ...state, ...device, disabled: true },
  ]);
  assert.equal(after.checkDevice(device, bytes(token)), 'right');
  assert.equal(after.checkDevice({ typeId: 'sensor', deviceId: 'behind' }, bytes('')), 'wrong');
  assert.match(apiKey.key, new RegExp(`^a-${before.org}-[a-z0-9]{10}$`));
  assert.equal(after.checkApiKey(apiKey.key, bytes(apiKey.token)), 'right');
  for (const file of readdirSync(path)) {
    const content = readFileSync(join(path, file)).toString('latin1');
    assert.ok(!content.includes(token) && !content.includes(apiKey.token), file);
  }
  again.close();
});

test('tokens are judged', () => {
  const registry = newRegistry();
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
  const registry = newRegistry();
  registry.addDevice(device);
  assert.throws(() => registry.addDevice(device), { name: 'Refusal', message: /registered already/, code: 409 });
  assert.throws(() => registry.addDevice({ typeId: 'a b', deviceId: 'one' }), { name: 'Refusal', message: /a space/, code: 400 });
  assert.throws(() => registry.addDevice({ typeId: 'sensor', deviceId: '' }), { name: 'Refusal', message: /empty/, code: 400 });
  registry.removeDevice(device);
  assert.deepEqual([registry.devices(), registry.has(device)], [[], false]);
  for (const change of [
    () => registry.removeDevice(device),
    () => registry.issueToken(device),
    () => registry.setRole(device, 'standard'),
    () => registry.setDisabled(device, true),
    () => registry.setGateway(device, gateway),
  ]) {
    assert.throws(change, { name: 'Refusal', code: 404 });
  }
});

test('a device has the class of its type, and only gateways have a role', () => {
  const registry = newRegistry();
  registry.setDeviceType({ id: 'router', classId: 'Gateway', attributes: {} });
  registry.addDevice({ typeId: 'router', deviceId: 'g1' });
  assert.deepEqual([registry.find(gateway)?.classId, registry.find(gateway)?.role], ['Gateway', 'privileged']);
  assert.throws(() => registry.addDevice({ typeId: 'router', deviceId: 'd', classId: 'Device' }), {
    code: 409,
    message: 'The device type router is for gateways, not for devices.',
  });
  registry.addDevice(device);
  assert.deepEqual(registry.deviceTypes().at(-1), { id: 'sensor', classId: 'Device', attributes: {} });
  assert.throws(() => registry.addDevice({ ...gateway, typeId: 'sensor' }), { code: 409, message: /for devices, not for gateways/ });
  assert.throws(() => registry.setRole(device, 'standard'), { code: 400, message: /is no gateway/ });
  assert.throws(() => registry.setDeviceType({ id: 'sensor', classId: 'Gateway', attributes: {} }), { code: 409 });
  assert.throws(() => registry.setDeviceType({ id: 'a/b', classId: 'Gateway', attributes: {} }), { code: 400 });
});

test('a device type is deleted after its devices', () => {
  const registry = newRegistry();
  registry.addDevice(device);
  assert.throws(() => registry.removeDeviceType('sensor'), { code: 409 });
  registry.removeDevice(device);
  registry.removeDeviceType('sensor');
  assert.throws(() => registry.removeDeviceType('sensor'), { code: 404 });
  assert.throws(() => registry.removeApiKey('a-x-1'), { code: 404 });
});

test('a device of similar name is found, whatever its type and case', () => {
  const registry = newRegistry();
  registry.addDevice(device);
  assert.deepEqual(registry.similarDevice({ typeId: 'other', deviceId: 'ONE' }), device);
  assert.equal(registry.similarDevice({ typeId: 'sensor', deviceId: 'two' }), undefined);
});

test('2,000 devices are registered, and found 200,000 times', () => {
  const registry = newRegistry();
  for (let at = 0; at < 2000; at++) registry.addDevice({ typeId: 'sensor', deviceId: `d${at}` }, 'token');
  for (let at = 0; at < 200_000; at++) assert.ok(registry.has({ typeId: 'sensor', deviceId: `d${at % 2000}` }));
  const ids = registry.devices().map(({ deviceId }) => deviceId);
  assert.deepEqual(ids, [...ids].sort());
});

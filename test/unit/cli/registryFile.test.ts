import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { applyRegistryFile } from '../../../src/cli/fillRegistry.ts';
import { readRegistryFile, type RegistryFile } from '../../../src/cli/registryFile.ts';
import { openRegistry } from '../../../src/platform/registry/openRegistry.ts';

const folder = mkdtempSync(join(tmpdir(), 'registry-file-'));
after(() => rmSync(folder, { recursive: true }));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(content: unknown, environment = {}): RegistryFile {
  const file = join(folder, 'registry.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readRegistryFile(file, environment);
}

test('devices and API keys are read, with tokens from the environment where the file says so', () => {
  const content = {
    org: 'abc123',
    deviceTypes: [{ id: 'sensor', classId: 'Device' }],
    devices: [
      { typeId: 'sensor', deviceId: 'one', authToken: 'written' },
      { typeId: 'sensor', deviceId: 'two', authToken: '${env:TOKEN_TWO}' },
      { typeId: 'sensor', deviceId: 'three' },
    ],
    apiKeys: [{ key: 'a-abc123-1234567890', token: 'key' }, { key: 'a-abc123-0987654321' }],
  };
  assert.deepEqual(read(content, { TOKEN_TWO: 'from outside' }), {
    org: 'abc123',
    devices: [
      { typeId: 'sensor', deviceId: 'one', authToken: 'written' },
      { typeId: 'sensor', deviceId: 'two', authToken: 'from outside' },
      { typeId: 'sensor', deviceId: 'three' },
    ],
    apiKeys: [{ key: 'a-abc123-1234567890', token: 'key' }, { key: 'a-abc123-0987654321' }],
    notices: [],
  });
  assert.deepEqual(read({}), { devices: [], apiKeys: [], notices: [] });
});

test('gateways are not served, and that is said', () => {
  const { notices } = read({ gateways: [{ typeId: 'g', deviceId: 'g1' }] });
  assert.match(notices.join(), /^1 gateways of .* not registered/);
});

const wrong: readonly [what: string, content: unknown, message: RegExp][] = [
  ['no JSON', '{', /JSON/],
  ['a list', [], /must be a JSON object/],
  ['a wrong organisation', { org: 'a b' }, /org: /],
  ['devices that are no list', { devices: {} }, /devices must be a list/],
  ['a device that is no object', { devices: ['one'] }, /devices\[0\]: there must be a JSON object/],
  ['a device without ID', { devices: [{ typeId: 't' }] }, /devices\[0\]: deviceId is missing/],
  ['an ID with a space', { devices: [{ typeId: 'a b', deviceId: 'i' }] }, /a space/],
  ['a token that is no text', { devices: [{ typeId: 't', deviceId: 'i', authToken: 7 }] }, /authToken must be text/],
  ['an empty token', { devices: [{ typeId: 't', deviceId: 'i', authToken: '' }] }, /authToken: The token is empty/],
  ['a variable that is not set', { devices: [{ typeId: 't', deviceId: 'i', authToken: '${env:MISSING}' }] }, /MISSING is not set/],
  ['an API key of another form', { apiKeys: [{ key: 'key' }] }, /apiKeys\[0\]: key must be/],
  ['an API key of another organisation', { org: 'abc123', apiKeys: [{ key: 'a-other1-1234567890' }] }, /must begin with a-abc123-/],
];

for (const [what, content, message] of wrong) {
  test(`${what} is refused, and the place is named`, () => {
    assert.throws(() => read(content), { name: 'Refusal', message });
  });
}

test('a file that does not exist is refused', () => {
  assert.throws(() => readRegistryFile(join(folder, 'none.json'), {}), { name: 'Refusal', message: /ENOENT/ });
});

test('what the file names exists afterwards; only generated tokens are given back', () => {
  const registry = openRegistry(undefined, 'abc123');
  const device = (deviceId: string, authToken?: string) => ({
    typeId: 'sensor',
    deviceId,
    ...(authToken === undefined ? {} : { authToken }),
  });
  const file = {
    devices: [device('one', 'first'), device('two')],
    apiKeys: [{ key: 'a-abc123-1', token: 'k' }, { key: 'a-abc123-2' }],
    notices: [],
  };
  const issued = applyRegistryFile(registry, file);
  assert.deepEqual(
    issued.devices.map(({ deviceId }) => deviceId),
    ['two'],
  );
  assert.deepEqual(
    issued.apiKeys.map(({ key }) => key),
    ['a-abc123-2'],
  );
  assert.equal(registry.checkDevice(device('one'), bytes('first')), 'right');
  assert.equal(registry.checkDevice(device('two'), bytes(issued.devices[0]!.authToken)), 'right');
  assert.equal(registry.checkApiKey('a-abc123-1', bytes('k')), 'right');

  const again = applyRegistryFile(registry, { ...file, devices: [device('one', 'second'), device('two')] });
  assert.deepEqual(again, { devices: [], apiKeys: [] });
  assert.equal(registry.checkDevice(device('one'), bytes('second')), 'right');
  assert.equal(registry.checkDevice(device('two'), bytes(issued.devices[0]!.authToken)), 'right');
});

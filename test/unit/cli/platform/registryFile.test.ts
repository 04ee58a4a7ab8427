import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { applyRegistryFile } from '../../../../src/cli/platform/fillRegistry.ts';
import { deviceInfoFault } from '../../../../src/profiles/registry/deviceInfoFault.ts';
import { readRegistryFile, type RegistryFile } from '../../../../src/profiles/registry/registryFile.ts';
import { registryText } from '../../../../src/cli/platform/registryText.ts';
import { openStorage } from '../../../../src/platform/store/openStorage.ts';

const folder = mkdtempSync(join(tmpdir(), 'registry-file-'));
after(() => rmSync(folder, { recursive: true }));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(content: unknown, environment = {}): RegistryFile {
  return readRegistryFile('registry.json', typeof content === 'string' ? content : JSON.stringify(content), environment, deviceInfoFault);
}

test('everything is read, with tokens from the environment where the file says so', () => {
  const content = {
    org: 'abc123',
    deviceTypes: [
      { id: 'sensor', classId: 'Device', description: 'A sensor', deviceInfo: { serialNumber: '7' }, metadata: { room: 1 } },
      { id: 'bridge', classId: 'Gateway' },
      { id: 'plain' },
    ],
    devices: [
      { typeId: 'sensor', deviceId: 'one', authToken: 'written-1' },
      { typeId: 'sensor', deviceId: 'two', authToken: '${env:TOKEN_TWO}' },
      { typeId: 'sensor', deviceId: 'three' },
    ],
    gateways: [
      { typeId: 'bridge', deviceId: 'g1', role: 'standard', authToken: 'written-1' },
      { typeId: 'bridge', deviceId: 'g2' },
    ],
    apiKeys: [{ key: 'a-abc123-1234567890', token: 'key' }, { key: 'a-abc123-0987654321' }],
  };
  const device = (place: string) => ({ typeId: 'sensor', classId: 'Device', place: `registry.json: devices[${place}]` });
  const gateway = (place: string) => ({
    typeId: 'bridge',
    classId: 'Gateway',
    place: `registry.json: gateways[${place}]`,
  });
  assert.deepEqual(read(content, { TOKEN_TWO: 'from-outside' }), {
    org: 'abc123',
    deviceTypes: [
      {
        id: 'sensor',
        classId: 'Device',
        attributes: { description: 'A sensor', deviceInfo: { serialNumber: '7' }, metadata: { room: 1 } },
      },
      { id: 'bridge', classId: 'Gateway', attributes: {} },
      { id: 'plain', classId: 'Device', attributes: {} },
    ],
    devices: [
      { ...device('0'), deviceId: 'one', authToken: 'written-1' },
      { ...device('1'), deviceId: 'two', authToken: 'from-outside' },
      { ...device('2'), deviceId: 'three' },
      { ...gateway('0'), deviceId: 'g1', role: 'standard', authToken: 'written-1' },
      { ...gateway('1'), deviceId: 'g2' },
    ],
    apiKeys: [{ key: 'a-abc123-1234567890', token: 'key' }, { key: 'a-abc123-0987654321' }],
  });
  assert.deepEqual(read({}), { deviceTypes: [], devices: [], apiKeys: [] });
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
  ['an empty token', { devices: [{ typeId: 't', deviceId: 'i', authToken: '' }] }, /authToken: The token has 0 characters/],
  [
    'a token that is too short',
    { gateways: [{ typeId: 't', deviceId: 'i', authToken: 'x' }] },
    /gateways\[0\]: authToken: The token has 1 char/,
  ],
  ['a short token from outside', { devices: [{ typeId: 't', deviceId: 'i', authToken: '${env:SHORT}' }] }, /The token has 5 characters/],
  ['an empty token of an API key', { apiKeys: [{ key: 'a-abc123-1234567890', token: '' }] }, /token: The token is empty/],
  [
    'a variable within a longer text',
    { devices: [{ typeId: 't', deviceId: 'i', authToken: 'x-${env:SHORT}' }] },
    /authToken: \$\{env:NAME\} stands for the whole token/,
  ],
  [
    'a member of a device type that there is not',
    { deviceTypes: [{ id: 't', class: 'Device' }] },
    /no member "class"\. Is classId meant\?/,
  ],
  ['a description that is no text', { deviceTypes: [{ id: 't', description: 7 }] }, /description must be text/],
  ['metadata that are no object', { deviceTypes: [{ id: 't', metadata: [] }] }, /metadata must be a JSON object/],
  [
    'a deviceInfo that breaks its schema',
    { deviceTypes: [{ id: 't', deviceInfo: { serialNumber: 7 } }] },
    /deviceTypes\[0\]: .*serialNumber/,
  ],
  ['a $schema that is no text', { $schema: 7 }, /\$schema must be text/],
  ['a variable that is not set', { devices: [{ typeId: 't', deviceId: 'i', authToken: '${env:MISSING}' }] }, /MISSING is not set/],
  ['a member that there is not', { devcies: [] }, /there is no member "devcies"\. Is devices meant\?/],
  [
    'a member of a device that there is not',
    { devices: [{ typeId: 't', deviceId: 'i', token: 'x' }] },
    /devices\[0\]: there is no member "token"/,
  ],
  ['a role of a device', { devices: [{ typeId: 't', deviceId: 'i', role: 'standard' }] }, /there is no member "role"/],
  [
    'a role that there is not',
    { gateways: [{ typeId: 't', deviceId: 'i', role: 'boss' }] },
    /gateways\[0\]: role must be privileged or standard/,
  ],
  ['a class that there is not', { deviceTypes: [{ id: 't', classId: 'Thing' }] }, /deviceTypes\[0\]: classId must be Device or Gateway/],
  ['a type without ID', { deviceTypes: [{}] }, /deviceTypes\[0\]: id is missing/],
  [
    'a device that is there twice',
    {
      devices: [
        { typeId: 't', deviceId: 'i' },
        { typeId: 't', deviceId: 'i' },
      ],
    },
    /the device t i is there twice/,
  ],
  ['a device that is also a gateway', { devices: [{ typeId: 't', deviceId: 'i' }], gateways: [{ typeId: 't', deviceId: 'i' }] }, /twice/],
  ['an API key of another form', { apiKeys: [{ key: 'key' }] }, /apiKeys\[0\]: key must be/],
  ['an API key of another organisation', { org: 'abc123', apiKeys: [{ key: 'a-other1-1234567890' }] }, /must begin with a-abc123-/],
];

for (const [what, content, message] of wrong) {
  test(`${what} is refused, and the place is named`, () => {
    assert.throws(() => read(content, { SHORT: 'short' }), { name: 'Refusal', message });
  });
}

test('a file may name its schema', () => {
  assert.deepEqual(read({ $schema: 'https://example.com/registry.json', org: 'abc123' }).org, 'abc123');
});

test('a text is read from a file or from standard input, without a byte order mark', async () => {
  const file = join(folder, 'registry.json');
  writeFileSync(file, '\ufeff{"org":"abc123"}');
  const none = (): Promise<Uint8Array> => assert.fail('standard input was read');
  assert.equal(await registryText(file, none), '{"org":"abc123"}');
  assert.equal(await registryText('-', () => Promise.resolve(bytes('{}'))), '{}');
  writeFileSync(file, Buffer.from([0x7b, 0xff]));
  await assert.rejects(registryText(file, none), { name: 'Refusal', message: /registry\.json: .*encod/ });
  await assert.rejects(registryText(join(folder, 'none.json'), none), { name: 'Refusal', message: /ENOENT/ });
});

const apiKeys = [{ key: 'a-abc123-1', token: 'k' }, { key: 'a-abc123-2' }];

function written(devices: readonly object[], parts: object = {}): RegistryFile {
  return read({ devices, apiKeys, ...parts });
}

test('what the file names exists afterwards; only generated tokens are given back', () => {
  const { registry } = openStorage(undefined, 'abc123');
  const device = (deviceId: string) => ({ typeId: 'sensor', deviceId });
  const gateway = { typeId: 'bridge', deviceId: 'g1' };
  const types = { deviceTypes: [{ id: 'sensor', description: 'A sensor' }], gateways: [{ ...gateway, role: 'standard' }] };
  const issued = applyRegistryFile(registry, written([{ ...device('one'), authToken: 'first-token' }, device('two')], types));
  assert.deepEqual(
    issued.devices.map(({ deviceId }) => deviceId),
    ['two', 'g1'],
  );
  assert.deepEqual(
    issued.apiKeys.map(({ key }) => key),
    ['a-abc123-2'],
  );
  assert.equal(registry.checkDevice(device('one'), bytes('first-token')), 'right');
  assert.equal(registry.checkDevice(device('two'), bytes(issued.devices[0]!.authToken)), 'right');
  assert.equal(registry.checkApiKey('a-abc123-1', bytes('k')), 'right');
  assert.deepEqual([registry.find(gateway)?.classId, registry.find(gateway)?.role], ['Gateway', 'standard']);
  assert.equal(registry.deviceTypes().find(({ id }) => id === 'sensor')?.attributes['description'], 'A sensor');

  const changed = { gateways: [{ ...gateway, role: 'privileged' }] };
  const again = applyRegistryFile(registry, written([{ ...device('one'), authToken: 'second-token' }, device('two')], changed));
  assert.deepEqual(again, { devices: [], apiKeys: [] });
  assert.equal(registry.checkDevice(device('one'), bytes('second-token')), 'right');
  assert.equal(registry.checkDevice(device('two'), bytes(issued.devices[0]!.authToken)), 'right');
  assert.equal(registry.find(gateway)?.role, 'privileged');
});

test('a file that contradicts what is registered changes nothing', () => {
  const { registry } = openStorage(undefined, 'abc123');
  registry.addDevice({ typeId: 'sensor', deviceId: 'one' }, 'token');
  const before = [registry.devices(), registry.deviceTypes(), registry.apiKeys()];
  const [new_, other] = [
    { typeId: 'pump', deviceId: 'p1' },
    { typeId: 'sensor', deviceId: 'g1' },
  ];
  const wrongFiles: readonly [file: RegistryFile, message: RegExp][] = [
    [written([new_], { gateways: [other] }), /gateways\[0\]: the device type sensor is of the class Device, not Gateway/],
    [
      written([new_], { deviceTypes: [{ id: 'sensor', classId: 'Gateway' }] }),
      /deviceTypes: the device type sensor is of the class Device/,
    ],
    [written([new_], { gateways: [{ typeId: 'pump', deviceId: 'g1' }] }), /the device type pump is of the class Device, not Gateway/],
  ];
  for (const [file, message] of wrongFiles) assert.throws(() => applyRegistryFile(registry, file), { name: 'Refusal', message });
  assert.deepEqual([registry.devices(), registry.deviceTypes(), registry.apiKeys()], before);
});

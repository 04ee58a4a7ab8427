import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importEnvironment } from '../../../../src/profiles/import/importEnvironment.ts';
import type { ImportedConnection, ImportOptions } from '../../../../src/profiles/import/imported.ts';
import { importSdkYaml } from '../../../../src/profiles/import/importSdkYaml.ts';

const token = 'Ab$76s)asj8_s5';
const options: ImportOptions = { newId: () => 'new' };

const device = `
identity:
  orgId: org1id
  typeId: raspberry-pi-3
  deviceId: 00ef08ac05
auth:
  token: ${token}
`;

function yaml(mqtt: string, more = '', choices: Partial<ImportOptions> = {}): ImportedConnection {
  const lines = mqtt.split('\n').map((line) => `    ${line}`);
  return importSdkYaml(`${device}options:\n  ${more === '' ? 'logLevel: info' : more}\n  mqtt:\n${lines.join('\n')}\n`, {
    ...options,
    ...choices,
  });
}

function textsOf({ notes }: ImportedConnection, about: string): string {
  return notes
    .filter((note) => note.about === about)
    .map(({ text }) => text)
    .join('\n');
}

describe('a device.yaml', () => {
  it('is a device with its token apart', () => {
    const { profile, secrets } = importSdkYaml(device, options);
    assert.deepEqual(profile.client, { sender: 'device', typeId: 'raspberry-pi-3', deviceId: '00ef08ac05' });
    assert.deepEqual(
      [profile.id, profile.name, profile.org, profile.target, profile.transport],
      ['new', 'raspberry-pi-3:00ef08ac05', 'org1id', { kind: 'classic' }, 'tls'],
    );
    assert.deepEqual(secrets, { token });
    assert.ok(!JSON.stringify(profile).includes(token));
  });

  it('is a gateway when that is asked for', () => {
    assert.equal(importSdkYaml(device, { ...options, gateway: true }).profile.client.sender, 'gateway');
  });

  const sessions: readonly (readonly [mqtt: string, python: boolean, node: boolean])[] = [
    ['port: 8883', true, true],
    ['cleanStart: true', false, true],
    ['cleanStart: false', true, false],
    ['cleanStart: yes', false, true],
  ];
  for (const [mqtt, python, node] of sessions) {
    it(`shows the effective session of both SDKs for ${mqtt}`, () => {
      const [asPython, asNode] = [yaml(mqtt), yaml(mqtt, '', { sdk: 'node' })];
      assert.deepEqual([asPython.profile.cleanSession, asNode.profile.cleanSession], [python, node]);
      for (const imported of [asPython, asNode]) {
        assert.match(textsOf(imported, 'cleanSession'), new RegExp(`the Python SDK connects with clean session ${python}`));
        assert.match(textsOf(imported, 'cleanSession'), new RegExp(`the Node\\.js SDK connects with clean session ${node}`));
      }
    });
  }

  const authorities: readonly (readonly [mqtt: string, python: string | undefined, note: RegExp])[] = [
    ['keepAlive: 30', undefined, /only its own messaging\.pem/],
    ['caFile: _os_', undefined, /authorities of the operating system/],
    ['caFile: /etc/ca.pem', '/etc/ca.pem', /authorities of \/etc\/ca\.pem, and no others/],
    ['port: 1883', undefined, /There is no TLS/],
  ];
  for (const [mqtt, caFile, note] of authorities) {
    it(`shows the effective authorities for ${mqtt}`, () => {
      const imported = yaml(mqtt);
      assert.equal(imported.profile.tls.caFile, caFile);
      assert.match(textsOf(imported, 'ca'), note);
      assert.equal(yaml(mqtt, '', { sdk: 'node' }).profile.tls.caFile, undefined);
    });
  }

  it('says that the Node.js SDK never uses the file of authorities', () => {
    assert.match(textsOf(yaml('caFile: ca.pem'), 'ca'), /Node\.js SDK.*reads options\.mqtt\.caFile and never uses it/);
  });

  const ways: readonly (readonly [
    mqtt: string,
    domain: string,
    transport: string,
    port: number | undefined,
    target: unknown,
    notes: RegExp,
  ])[] = [
    ['port: 443', 'domain: iot.mas.example.com', 'tls', 443, { kind: 'mas', domain: 'mas.example.com' }, /clean session/],
    [
      'keepAlive: 60',
      'domain: iot.mas.example.com',
      'tls',
      undefined,
      { kind: 'mas', domain: 'mas.example.com' },
      /use port 8883 unless.*443 only/,
    ],
    ['port: 1883', 'domain: example.com', 'tcp', 1883, { kind: 'host', host: 'org1id.messaging.example.com' }, /no TLS/],
    [
      'transport: websockets',
      'domain: example.com',
      'wss',
      undefined,
      { kind: 'host', host: 'org1id.messaging.example.com' },
      /clean session/,
    ],
    ['transport: websockets\nport: 80', 'domain: internetofthings.ibmcloud.com', 'ws', 80, { kind: 'classic' }, /no longer resolve/],
    [
      'port: 1234',
      'domain: example.com',
      'tls',
      1234,
      { kind: 'host', host: 'org1id.messaging.example.com' },
      /Python SDK refuses port 1234.*Node\.js SDK takes it for TLS\./,
    ],
  ];
  for (const [mqtt, domain, transport, port, target, note] of ways) {
    it(`leads where the SDKs go with ${domain}, ${mqtt.replace('\n', ', ')}`, () => {
      const { profile, notes } = yaml(mqtt, domain);
      assert.deepEqual([profile.transport, profile.port, profile.target], [transport, port, target]);
      assert.match(notes.map(({ text }) => text).join('\n'), note);
    });
  }

  it('takes the keepalive, and leaves out what does nothing', () => {
    const imported = yaml('keepAlive: 30\nsessionExpiry: 3600\ncleanSession: true\nprotocolVersion: 5');
    assert.deepEqual(
      [imported.profile.keepAliveSeconds, imported.profile.sessionExpirySeconds, imported.profile.mqttVersion],
      [30, undefined, '3.1.1'],
    );
    assert.match(textsOf(imported, 'other'), /sessionExpiry is left out/);
    assert.match(textsOf(imported, 'other'), /Python SDK speaks MQTT 3\.1\.1 only/);
    assert.match(textsOf(imported, 'cleanSession'), /read cleanStart only/);
    assert.equal(yaml('protocolVersion: 5', 'domain: iot.mas.example.com', { sdk: 'node' }).profile.mqttVersion, '5');
  });

  it('says where YAML reads something else than is written', () => {
    const imported = importSdkYaml(device.replace('00ef08ac05', '00123'), options);
    assert.deepEqual(imported.profile.client, { sender: 'device', typeId: 'raspberry-pi-3', deviceId: '00123' });
    assert.match(textsOf(imported, 'identity'), /identity\.deviceId has no quotes, and the Python SDK takes it for 83/);
    const numeric = importSdkYaml(device.replace(token, '0123456'), options);
    assert.deepEqual(numeric.secrets, { token: '0123456' });
    assert.match(textsOf(numeric, 'secrets'), /takes it for something else/);
  });

  it('asks for a token that is missing', () => {
    const { secrets, notes } = importSdkYaml(device.replace(`token: ${token}`, 'token:'), options);
    assert.deepEqual(secrets, {});
    assert.match(notes.map(({ text }) => text).join(), /auth\.token is missing/);
  });

  it('leads to the embedded Quickstart without a token', () => {
    const { profile, secrets } = importSdkYaml(device.replace('org1id', 'quickstart'), options);
    assert.deepEqual([profile.target, profile.transport, profile.cleanSession, secrets], [{ kind: 'quickstart' }, 'tcp', true, {}]);
  });
});

describe('an application.yaml', () => {
  const file = (key: string, more = ''): string => `identity:\n  appId: watcher\nauth:\n  key: ${key}\n  token: ${token}\n${more}`;

  it('is an application of the organisation in its key', () => {
    const { profile } = importSdkYaml(file('a-org1id-sdsdajhjne'), options);
    assert.deepEqual(
      [profile.org, profile.client],
      ['org1id', { sender: 'application', apiKey: 'a-org1id-sdsdajhjne', appId: 'watcher', shared: false }],
    );
  });

  it('is shared by an instance ID in Python, and by a switch in Node.js', () => {
    const text = file('a-org1id-k1', 'options:\n  mqtt:\n    instanceId: i1\n    sharedSubscription: true\n');
    const clients = (['python', 'node'] as const).map((sdk) => importSdkYaml(text, { ...options, sdk }).profile.client);
    assert.deepEqual(
      clients.map((client) => client.sender === 'application' && [client.shared, client.instanceId]),
      [
        [true, 'i1'],
        [true, undefined],
      ],
    );
  });

  it('says that the SDKs cannot read a workspace with a dash out of the key', () => {
    const imported = importSdkYaml(file('a-my-ws-k1'), options);
    assert.equal(imported.profile.org, 'my-ws');
    assert.match(textsOf(imported, 'identity'), /before its first "-" only/);
  });
});

describe('the environment', () => {
  const variables = { WIOTP_IDENTITY_ORGID: 'org1id', WIOTP_IDENTITY_TYPEID: 't', WIOTP_IDENTITY_DEVICEID: 'd', WIOTP_AUTH_TOKEN: token };
  const keys = { WIOTP_AUTH_KEY: 'a-org1id-k1', WIOTP_AUTH_TOKEN: token };

  it('is a device', () => {
    const { profile, secrets } = importEnvironment({ ...variables, WIOTP_OPTIONS_MQTT_PORT: '443', WIOTP_OPTIONS_DOMAIN: '' }, options);
    assert.deepEqual(
      [profile.client, profile.port, profile.target, secrets],
      [{ sender: 'device', typeId: 't', deviceId: 'd' }, 443, { kind: 'classic' }, { token }],
    );
  });

  it('counts as false whatever is no word for true', () => {
    const imported = importEnvironment({ ...variables, WIOTP_OPTIONS_MQTT_CLEANSTART: 'yes' }, options);
    assert.match(
      textsOf(imported, 'cleanSession'),
      /CLEANSTART is "yes", which counts as false: the Python SDK connects with clean session true/,
    );
  });

  it('has another default session for applications than for devices, in Python', () => {
    const clean = (environment: object, sdk: 'python' | 'node'): boolean =>
      importEnvironment({ ...environment }, { ...options, sdk }).profile.cleanSession;
    assert.deepEqual([clean(variables, 'python'), clean(keys, 'python'), clean(keys, 'node')], [true, false, true]);
    assert.equal(clean({ ...variables, WIOTP_OPTIONS_MQTT_CLEANSTART: '1' }, 'python'), false);
    assert.equal(clean({ ...variables, WIOTP_OPTIONS_MQTT_CLEANSTART: 'yes' }, 'python'), true);
  });

  it('knows the older names of a key and its token', () => {
    const { profile, secrets } = importEnvironment({ WIOTP_API_KEY: 'a-org1id-k1', WIOTP_API_TOKEN: token }, options);
    assert.deepEqual([profile.client.sender, secrets], ['application', { token }]);
  });

  it('says whose the token is when there are both', () => {
    const imported = importEnvironment({ ...variables, ...keys }, options);
    assert.equal(imported.profile.client.sender, 'application');
    assert.match(textsOf(imported, 'identity'), /belongs to the API key/);
    assert.match(textsOf(imported, 'identity'), /another random ID each time/);
  });
});

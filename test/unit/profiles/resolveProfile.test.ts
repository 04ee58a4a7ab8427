import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressOf } from '../../../src/profiles/addressOf.ts';
import { evicts } from '../../../src/profiles/evicts.ts';
import { insecurities, isInsecure, sharedRisks } from '../../../src/profiles/insecurity.ts';
import type { ConnectionProfile, Transport } from '../../../src/profiles/profile.ts';
import { resolveProfile, type ResolvedProfile } from '../../../src/profiles/resolveProfile.ts';
import type { Surroundings } from '../../../src/profiles/surroundings.ts';
import { whyAbsent } from '../../../src/profiles/whyAbsent.ts';
import { whyUnresolved } from '../../../src/profiles/whyUnresolved.ts';
import { aProfile, application, classic, embedded, gateway, mas, quickstart, sharedApplication } from './aProfile.ts';

const platform = {
  instanceId: 'p1',
  org: 'emb123',
  ca: 'PEM',
  listeners: [
    { service: 'full', secure: false, host: '127.0.0.1', port: 1883 },
    { service: 'full', secure: true, host: '127.0.0.1', port: 8883 },
    { service: 'quickstart', secure: false, host: '127.0.0.1', port: 1884 },
  ],
} as const satisfies Surroundings['platform'];

function resolved(members: Partial<ConnectionProfile>, where: Surroundings = { platform }): ResolvedProfile {
  return resolveProfile(aProfile(members), where) ?? assert.fail('it leads nowhere');
}

function address(members: Partial<ConnectionProfile>, where?: Surroundings): string {
  return addressOf(resolved(members, where).settings.endpoint);
}

describe('a profile leads', () => {
  const on = (transport: Transport, members: Partial<ConnectionProfile> = {}): Partial<ConnectionProfile> => ({ ...members, transport });
  const cases: readonly (readonly [what: string, profile: Partial<ConnectionProfile>, address: string, clientId: string])[] = [
    ['to the embedded platform', on('tcp', { target: embedded }), 'mqtt://127.0.0.1:1883', 'd:emb123:thermostat:t-1'],
    ['to it with TLS', on('tls', { target: embedded }), 'mqtts://127.0.0.1:8883', 'd:emb123:thermostat:t-1'],
    ['to it over WebSocket', on('ws', { target: embedded }), 'ws://127.0.0.1:1883/mqtt', 'd:emb123:thermostat:t-1'],
    ['to it over secure WebSocket', on('wss', { target: embedded, path: '/' }), 'wss://127.0.0.1:8883/', 'd:emb123:thermostat:t-1'],
    ['to it, whatever port it names', on('tcp', { target: embedded, port: 9 }), 'mqtt://127.0.0.1:1883', 'd:emb123:thermostat:t-1'],
    ['to its Quickstart', { target: quickstart }, 'mqtt://127.0.0.1:1884', 'd:quickstart:thermostat:t-1'],
    ['to another Quickstart', { target: { kind: 'quickstart', host: '[::1]' } }, 'mqtt://[::1]:1883', 'd:quickstart:thermostat:t-1'],
    [
      'to the Quickstart that was',
      { target: { kind: 'quickstart', host: '' } },
      'mqtt://quickstart.messaging.internetofthings.ibmcloud.com:1883',
      'd:quickstart:thermostat:t-1',
    ],
    [
      'to a classic organisation',
      { target: classic },
      'mqtts://abc123.messaging.internetofthings.ibmcloud.com:8883',
      'd:abc123:thermostat:t-1',
    ],
    ['to a suite', { target: mas }, 'mqtts://abc123.messaging.iot.mas.example.com:443', 'd:abc123:thermostat:t-1'],
    ['to a host', {}, 'mqtts://broker.example.com:8883', 'd:abc123:thermostat:t-1'],
    ['to a host with a port', { port: 1 }, 'mqtts://broker.example.com:1', 'd:abc123:thermostat:t-1'],
    [
      'to an address',
      on('tcp', { target: { kind: 'host', host: 'fe80::1%eth0' } }),
      'mqtt://[fe80::1%eth0]:1883',
      'd:abc123:thermostat:t-1',
    ],
    ['as a gateway', { client: gateway }, 'mqtts://broker.example.com:8883', 'g:abc123:hub:h-1'],
    ['as an application', { client: application }, 'mqtts://broker.example.com:8883', 'a:abc123:watcher'],
    ['as a shared one', { client: { ...sharedApplication, instanceId: 'i' } }, 'mqtts://broker.example.com:8883', 'A:abc123:watcher:i'],
  ];
  for (const [what, members, url, clientId] of cases) {
    it(what, () => assert.deepEqual([address(members), resolved(members).clientId], [url, clientId]));
  }

  it('to an address without the brackets that URLs need', () => {
    assert.equal(resolved({ target: { kind: 'host', host: '[::1]' } }).settings.endpoint.host, '::1');
  });
});

describe('the settings of a session', () => {
  it('have the authority of the embedded platform, and of no other target', () => {
    assert.equal(resolved({ target: embedded, transport: 'tls' }).settings.endpoint.tls.ca, 'PEM');
    assert.equal(resolved({}).settings.endpoint.tls.ca, undefined);
  });

  it('have a fixed user name for devices, the key for applications, and none on Quickstart', () => {
    const names = [{}, { client: gateway }, { client: application }, { target: quickstart }].map(
      (members) => resolved(members).settings.userName,
    );
    assert.deepEqual(names, ['use-token-auth', 'use-token-auth', 'a-abc123-k1', undefined]);
  });

  it('have Device Management for devices and gateways, but not on Quickstart', () => {
    const has = [{}, { client: gateway }, { client: application }, { target: quickstart }].map(
      (members) => 'management' in resolved(members).settings,
    );
    assert.deepEqual(has, [true, true, false, false]);
  });

  it('have a session expiry only where it counts', () => {
    const expiry = (members: Partial<ConnectionProfile>): unknown =>
      resolved({ sessionExpirySeconds: 60, ...members }).settings.sessionExpirySeconds;
    assert.deepEqual(
      [expiry({}), expiry({ mqttVersion: '5' }), expiry({ mqttVersion: '5', cleanSession: false })],
      [undefined, undefined, 60],
    );
  });

  const proxy = { kind: 'url', url: 'http://me:s3cr3t@proxy:1' } as const;
  const proxies: readonly (readonly [
    what: string,
    members: Partial<ConnectionProfile>,
    editorProxy: string | undefined,
    url: string | undefined,
  ])[] = [
    ['the one that it names, without a password', { proxy }, undefined, 'http://me@proxy:1'],
    ['that of the editor, without a password', { proxy: { kind: 'editor' } }, 'http://me:a@b@proxy:2', 'http://me@proxy:2'],
    ['none of the editor when it wants none', { proxy: { kind: 'none' } }, 'http://proxy:2', undefined],
    ['none when the editor has none', { proxy: { kind: 'editor' } }, undefined, undefined],
    [
      'none of the editor for this machine',
      { proxy: { kind: 'editor' }, target: { kind: 'host', host: 'localhost' } },
      'http://proxy:2',
      undefined,
    ],
  ];
  for (const [what, members, editorProxy, url] of proxies) {
    it(`have as a proxy ${what}`, () => {
      const where = { platform, ...(editorProxy === undefined ? {} : { editorProxy }) };
      assert.equal(resolved(members, where).settings.endpoint.proxy, url);
    });
  }

  const files: readonly (readonly [file: string, where: Surroundings, path: string])[] = [
    ['ca.pem', {}, 'ca.pem'],
    ['ca.pem', { folder: '/home/me/lab' }, '/home/me/lab/ca.pem'],
    ['./tls/ca.pem', { folder: '/home/me/lab/' }, '/home/me/lab/tls/ca.pem'],
    ['../ca.pem', { folder: '/home/me/lab' }, '/home/me/lab/../ca.pem'],
    ['/etc/ca.pem', { folder: '/home/me/lab' }, '/etc/ca.pem'],
    ['C:\\ca.pem', { folder: 'D:\\lab' }, 'C:\\ca.pem'],
    ['\\\\server\\ca.pem', { folder: 'D:\\lab' }, '\\\\server\\ca.pem'],
    ['~/ca.pem', { folder: '/home/me/lab', home: '/home/me' }, '/home/me/ca.pem'],
    ['~/ca.pem', { folder: '/home/me/lab' }, '~/ca.pem'],
    ['~ca.pem', { folder: '/home/me/lab', home: '/home/me' }, '/home/me/lab/~ca.pem'],
  ];
  for (const [file, where, path] of files) {
    it(`have the file ${file} of ${where.folder ?? 'no folder'} at ${path}`, () => {
      const tls = { verifyChain: true, verifyHost: true, caFile: file, certificateFile: file, keyFile: file };
      const { caFile, certificateFile, keyFile } = resolved({ tls }, where).settings.endpoint.tls;
      assert.deepEqual([caFile, certificateFile, keyFile], [path, path, path]);
    });
  }
});

describe('secrets are bound', () => {
  const tls = { verifyChain: true, verifyHost: true };

  it('to host, port and client ID, as they always were', () => {
    assert.equal(resolved({}).boundTo, 'broker.example.com:8883/d:abc123:thermostat:t-1');
  });

  it('to the embedded platform itself, wherever it listens', () => {
    assert.equal(resolved({ target: embedded }).boundTo, 'embedded:p1/d:emb123:thermostat:t-1');
    assert.equal(resolved({ target: embedded }).boundTo, resolved({ target: embedded, transport: 'tls' }).boundTo);
  });

  const changes: readonly (readonly [what: string, members: Partial<ConnectionProfile>])[] = [
    ['the host', { target: { kind: 'host', host: 'other.example.com' } }],
    ['the port', { port: 1 }],
    ['the organisation', { org: 'other1' }],
  ];
  for (const [what, members] of changes)
    it(`and ask again when ${what} changes`, () => assert.notEqual(resolved(members).boundTo, resolved({}).boundTo));

  const ways: readonly (readonly [what: string, members: Partial<ConnectionProfile>])[] = [
    ['another authority', { tls: { ...tls, caFile: 'evil.pem' } }],
    ['another name', { tls: { ...tls, serverName: 'evil.example.com' } }],
    ['no verification', { tls: { ...tls, verifyChain: false } }],
    ['no comparison', { tls: { ...tls, verifyHost: false } }],
    ['no TLS', { transport: 'tcp', port: 8883 }],
    ['another proxy', { proxy: { kind: 'url', url: 'http://evil.example.com:3128' } }],
  ];
  for (const [what, members] of ways) {
    it(`to the way as well for a shared profile, which may come to name ${what}`, () => {
      const where = { folder: '/home/me/lab' };
      assert.notEqual(resolved(members, where).boundTo, resolved({}, where).boundTo);
      assert.equal(resolved({ ...members, transport: 'tls' }).boundTo, resolved({}).boundTo);
    });
  }
});

describe('a shared profile', () => {
  const shared = { tls: { verifyChain: true, verifyHost: true, caFile: 'ca.pem' } };
  const where = (caHash: string): Surroundings => ({ folder: '/home/me/lab', caHash });

  it('is bound to what its CA file holds, which the connection has to find there', () => {
    assert.equal(resolved(shared, where('aa')).boundTo, resolved(shared, where('aa')).boundTo);
    assert.notEqual(resolved(shared, where('aa')).boundTo, resolved(shared, where('bb')).boundTo);
    assert.equal(resolved(shared, where('aa')).settings.endpoint.tls.caHash, 'aa');
  });

  it('is bound to the path of a WebSocket, and not to the certificate that it shows', () => {
    const path = (path: string): string => resolved({ transport: 'wss', path }, { folder: '/home/me/lab' }).boundTo;
    assert.notEqual(path('/mqtt'), path('/evil'));
    const client = { tls: { ...shared.tls, certificateFile: 'c.pem', keyFile: 'k.pem' } };
    assert.equal(resolved(client, where('aa')).boundTo, resolved(shared, where('aa')).boundTo);
  });
});

describe('whyUnresolved', () => {
  const only = (secure: boolean): Surroundings => ({
    platform: { ...platform, listeners: platform.listeners.filter((one) => one.secure === secure && one.service === 'full') },
  });
  const cases: readonly (readonly [profile: Partial<ConnectionProfile>, where: Surroundings, cause: string | undefined])[] = [
    [{ target: embedded }, {}, 'stopped'],
    [{ target: quickstart }, {}, 'stopped'],
    [{ target: embedded }, { platform }, undefined],
    [{ target: embedded, transport: 'tls' }, only(false), 'noTls'],
    [{ target: embedded, transport: 'wss' }, only(false), 'noTls'],
    [{ target: embedded }, only(true), 'noPlain'],
    [{ target: quickstart }, only(false), 'noQuickstart'],
    [{ target: quickstart, transport: 'tls' }, { platform }, 'noTls'],
    [{}, {}, undefined],
  ];
  for (const [members, where, cause] of cases) {
    it(`${members.target?.kind ?? 'host'} ${members.transport ?? ''}: ${cause ?? 'leads somewhere'}`, () => {
      assert.equal(whyUnresolved(aProfile(members), where)?.cause, cause);
      assert.equal(resolveProfile(aProfile(members), where) === undefined, cause !== undefined);
    });
  }
});

describe('what there is to know about a profile', () => {
  it('who is pushed out by it', () => {
    const others = [{}, { target: mas, client: gateway }, { client: application }, { target: { kind: 'quickstart', host: 'q' } }] as const;
    assert.deepEqual(
      others.map((members) => evicts(aProfile(members))),
      [true, true, true, true],
    );
    const nobody = [{ target: embedded }, { target: quickstart }, { client: sharedApplication }] as const;
    assert.deepEqual(
      nobody.map((members) => evicts(aProfile(members))),
      [false, false, false],
    );
  });

  it('why Quickstart asks for so little, in one line', () => {
    const line = whyAbsent(aProfile({ target: quickstart })) ?? assert.fail();
    for (const word of ['token', 'TLS', 'session', 'subscribe', 'QoS']) assert.match(line, new RegExp(word));
    assert.ok(!line.includes('\n'));
    assert.equal(whyAbsent(aProfile()), undefined);
  });

  it('what makes it insecure', () => {
    const tls = { verifyChain: false, verifyHost: false };
    assert.deepEqual(
      insecurities(aProfile({ tls })).map(({ path }) => path.join('.')),
      ['tls.verifyChain', 'tls.verifyHost'],
    );
    assert.deepEqual(
      insecurities(aProfile({ tls, transport: 'tcp' })).map(({ path }) => path.join('.')),
      ['transport'],
    );
    const plain = (name: string): boolean => isInsecure(aProfile({ transport: 'ws', target: { kind: 'host', host: name } }));
    assert.deepEqual(['localhost', 'a.localhost', '127.0.0.2', '[::1]', '::1'].map(plain), [false, false, false, false, false]);
    assert.deepEqual(['192.0.2.1', 'localhost.example.com', '127.0.0.1.example.com', '::2'].map(plain), [true, true, true, true]);
    const onPlatform = (place?: string): boolean => isInsecure(aProfile({ target: embedded }), place);
    assert.deepEqual([onPlatform(), onPlatform('127.0.0.1'), onPlatform('192.0.2.1')], [false, false, true]);
    assert.equal(isInsecure(aProfile({ target: { kind: 'quickstart', host: '192.0.2.1' } })), false);
  });

  it('what has to be known about one that came with a folder', () => {
    const { management } = aProfile();
    const fetching = { ...management, download: { ...management.download, real: true } };
    const risks = (members: Partial<ConnectionProfile>): readonly string[] =>
      sharedRisks(aProfile(members)).map(({ path }) => path.join('.'));
    assert.deepEqual(risks({}), []);
    assert.deepEqual(risks({ management: fetching }), ['management.download.real']);
    assert.deepEqual(risks({ management: fetching, transport: 'tcp' }), ['transport', 'management.download.real']);
    assert.deepEqual(risks({ management: fetching, client: application }), []);
    const [asked] = sharedRisks(aProfile({ management: fetching }));
    const answers = { ...management.answers, 'dm.firmwareDownload': 'automatic' } as const;
    const [unasked] = sharedRisks(aProfile({ management: { ...fetching, answers } }));
    assert.match(asked?.message ?? '', /when a request is accepted/);
    assert.match(unasked?.message ?? '', /without a question/);
    assert.equal(isInsecure(aProfile({ management: fetching })), false);
  });
});

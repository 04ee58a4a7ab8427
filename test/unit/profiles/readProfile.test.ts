import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { readProfile } from '../../../src/profiles/readProfile.ts';
import { newProfile } from '../../../src/profiles/newProfile.ts';
import type { ConnectionProfile } from '../../../src/profiles/profile.ts';
import { anyProfile } from './anyProfile.ts';
import { aProfile, device, embedded } from './aProfile.ts';

function read(kept: unknown): ConnectionProfile {
  const profile = readProfile(kept);
  return typeof profile === 'string' ? assert.fail(profile) : profile;
}

describe('readProfile', () => {
  it('reads what this version keeps', () => {
    fc.assert(fc.property(anyProfile, (profile) => assert.deepEqual(readProfile(structuredClone(profile)), profile)));
  });

  it('reads what went through JSON', () => {
    fc.assert(fc.property(anyProfile, (profile) => assert.deepEqual(readProfile(JSON.parse(JSON.stringify(profile))), profile)));
  });

  const first = {
    id: 'one',
    name: 'One',
    target: { kind: 'host', host: '192.0.2.1', port: 1884 },
    org: 'abc123',
    typeId: 'thermostat',
    deviceId: 't-1',
    cleanSession: false,
    keepAliveSeconds: 30,
    managed: false,
    lifetimeSeconds: 7200,
    demo: true,
  };

  it('reads a profile of the first version, which knew neither TLS nor proxies', () => {
    const { port, transport, proxy, target, client, cleanSession, keepAliveSeconds, management, demo, subscriptions } = read(first);
    assert.deepEqual(
      { port, transport, proxy, target, client, cleanSession, keepAliveSeconds, demo },
      {
        port: 1884,
        transport: 'tcp',
        proxy: { kind: 'none' },
        target: { kind: 'host', host: '192.0.2.1' },
        client: device,
        cleanSession: false,
        keepAliveSeconds: 30,
        demo: true,
      },
    );
    assert.deepEqual([management.automatic, management.lifetimeSeconds], [false, 7200]);
    assert.deepEqual(
      subscriptions.map(({ filter }) => filter),
      ['iot-2/cmd/+/fmt/+', 'iotdm-1/#'],
    );
  });

  it('reads a first profile of the embedded platform, which has no port', () => {
    const profile = read({ ...first, target: { kind: 'embedded' }, org: '' });
    assert.deepEqual([profile.target, profile.port], [{ kind: 'embedded' }, undefined]);
  });

  it('fills in what is missing', () => {
    const least = { id: 'one', name: 'One', client: device, target: embedded };
    assert.deepEqual(read(least), newProfile({ ...least, client: device, target: embedded, org: '' }));
  });

  it('takes the usual value for what cannot be used and decides nothing', () => {
    const usual = aProfile();
    const damaged = {
      ...usual,
      cleanSession: 'no',
      keepAliveSeconds: Number.NaN,
      qos: 7,
      will: [],
      management: 5,
      subscriptions: { 0: 1 },
    };
    assert.deepEqual(read(damaged), usual);
  });

  const unusable: readonly (readonly [what: string, kept: unknown, reason: RegExp])[] = [
    ['nothing', undefined, /no ID/],
    ['a text', 'profile', /no ID/],
    ['an ID of another sort', { ...aProfile(), id: 7 }, /no ID/],
    ['no class', { ...aProfile(), client: { typeId: 'a', deviceId: 'b' } }, /device, a gateway or an application/],
    ['a device without ID', { ...aProfile(), client: { sender: 'device', typeId: 'a' } }, /no device type or no device ID/],
    ['an application without ID', { ...aProfile(), client: { sender: 'application' } }, /no application ID/],
    ['a target that nobody knows', { ...aProfile(), target: { kind: 'azure' } }, /where it connects/],
    ['a host that is none', { ...aProfile(), target: { kind: 'host', host: 7 } }, /no host/],
    ['a suite without domain', { ...aProfile(), target: { kind: 'mas' } }, /no domain/],
    ['an organisation that is none', { ...aProfile(), org: {} }, /no text/],
    ['a transport that nobody knows', { ...aProfile(), transport: 'quic' }, /transport cannot be used/],
    [
      'a switch of trust that is a text',
      { ...aProfile(), tls: { verifyChain: 'false', verifyHost: true } },
      /tls\.verifyChain .*true or false/,
    ],
    ['an authority that is no path', { ...aProfile(), tls: { caFile: 1, verifyChain: true, verifyHost: true } }, /tls\.caFile/],
    ['a port that is a text', { ...aProfile(), port: '8883' }, /port .*whole number/],
    ['members of the prototype only', Object.create({ ...aProfile() }), /no ID/],
  ];
  for (const [what, kept, reason] of unusable) {
    it(`gives the reason for ${what}`, () => {
      const said = readProfile(kept);
      assert.match(typeof said === 'string' ? said : assert.fail('it was read'), reason);
    });
  }

  it('never carries a secret over', () => {
    const secret = 's3cr3t-marker';
    const kept = {
      ...aProfile(),
      token: secret,
      authToken: secret,
      'auth-token': secret,
      password: secret,
      passphrase: secret,
      tls: { verifyChain: true, verifyHost: true, keyFile: 'k.pem', passphrase: secret },
      client: { ...device, token: secret },
      proxy: { kind: 'url', url: `http://me:${secret}@proxy.example.com:8080`, password: secret },
      management: {
        ...aProfile().management,
        deviceInfo: { model: 'T', apiToken: secret },
        metadata: { deep: [{ wifiPassword: secret, room: 1 }] },
      },
    };
    const profile = read(kept);
    assert.ok(!JSON.stringify(profile).includes(secret), JSON.stringify(profile));
    assert.deepEqual(profile.proxy, { kind: 'url', url: 'http://me@proxy.example.com:8080' });
    assert.deepEqual(profile.management.metadata, { deep: [{ room: 1 }] });
  });

  it('survives anything', () => {
    fc.assert(fc.property(fc.anything(), (kept) => ['string', 'object'].includes(typeof readProfile(kept))));
  });

  it('survives a `__proto__` and data that is nested without end', () => {
    const metadata: unknown = JSON.parse(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`);
    const kept: unknown = JSON.parse(JSON.stringify({ ...aProfile(), x: 0 }).replace('"x":0', '"__proto__":{"demo":true}'));
    const profile = read({ ...(kept as object), management: { ...aProfile().management, metadata } });
    assert.equal(profile.demo, false);
    assert.ok(JSON.stringify(profile.management.metadata).length < 1000);
  });
});

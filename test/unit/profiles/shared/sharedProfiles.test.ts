import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { FileFault } from '../../../../src/profiles/shared/fileFault.ts';
import { readSharedProfiles } from '../../../../src/profiles/shared/readSharedProfiles.ts';
import { profileEntry, writeProfiles } from '../../../../src/profiles/shared/writeProfiles.ts';
import { anyProfile } from '../anyProfile.ts';
import { aProfile, application, device, embedded } from '../aProfile.ts';

const folder = 'file:///home/me/lab';

const least = {
  name: 'Lab',
  class: 'device',
  target: 'host',
  host: 'broker.example.com',
  org: 'abc123',
  typeId: 'thermostat',
  deviceId: 't-1',
  transport: 'tls',
};

function faultsOf(...entries: readonly unknown[]): readonly FileFault[] {
  return readSharedProfiles(JSON.stringify({ profiles: entries }), folder).faults;
}

describe('a profiles file', () => {
  it('gives back what was written, but for IDs', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyProfile, { selector: ({ name }) => name, maxLength: 4 }), (profiles) => {
        const { profiles: read } = readSharedProfiles(writeProfiles(profiles), folder);
        const expected = profiles.map((profile) => ({ ...profile, id: `shared:${folder}#${profile.name}`, demo: false }));
        assert.deepEqual(read, expected);
      }),
    );
  });

  it('says only what differs from the usual values', () => {
    assert.deepEqual(profileEntry(aProfile({ target: embedded })), {
      name: 'One',
      class: 'device',
      target: 'embedded',
      typeId: 'thermostat',
      deviceId: 't-1',
    });
    const other = aProfile({
      client: application,
      transport: 'wss',
      proxy: { kind: 'url', url: 'http://p.example.com' },
      keepAliveSeconds: 30,
    });
    assert.deepEqual(profileEntry(other), {
      name: 'One',
      class: 'application',
      target: 'host',
      host: 'broker.example.com',
      org: 'abc123',
      apiKey: 'a-abc123-k1',
      appId: 'watcher',
      transport: 'wss',
      proxy: 'http://p.example.com',
      keepAlive: 30,
    });
  });

  it('accepts comments, a byte order mark and commas at the end', () => {
    const text = `\uFEFF// ours\n{ "profiles": [ ${JSON.stringify(least)}, ], /* no more */ }`;
    const { profiles, faults } = readSharedProfiles(text, folder);
    assert.deepEqual([profiles[0]?.client, faults], [device, []]);
  });

  it('gives profiles the same IDs again, whatever their order', () => {
    const two = [least, { ...least, name: 'Other' }];
    const [there, back] = [two, two.toReversed()].map(
      (entries) => readSharedProfiles(JSON.stringify({ profiles: entries }), folder).profiles,
    );
    assert.deepEqual(
      there?.map(({ id }) => id),
      back?.map(({ id }) => id).toReversed(),
    );
    assert.notEqual(there?.[0]?.id, readSharedProfiles(JSON.stringify({ profiles: two }), 'file:///other').profiles[0]?.id);
  });

  const cases: readonly (readonly [
    what: string,
    entry: unknown,
    path: string,
    kind: FileFault['kind'],
    message: RegExp,
    nearest?: string,
  ])[] = [
    ['an entry that is none', 'Lab', '', 'shape', /is an object/],
    ['a class that is missing', { ...least, class: undefined }, '', 'shape', /"class" is missing: one of "device", "gateway"/],
    ['a class that nobody knows', { ...least, class: 'sensor' }, 'class', 'shape', /must be one of "device"/],
    ['a target that nobody knows', { ...least, target: 'aws' }, 'target', 'shape', /must be one of "embedded"/],
    ['a name that is missing', { ...least, name: undefined }, '', 'shape', /"name" is missing/],
    ['an ID that is missing', { ...least, deviceId: undefined }, '', 'shape', /"deviceId" is missing/],
    ['an ID that is a number', { ...least, deviceId: 7 }, 'deviceId', 'shape', /"deviceId" must be text/],
    ['a host that is missing', { ...least, host: undefined }, '', 'shape', /"host" is missing/],
    ['a domain that is missing', { ...least, target: 'mas' }, '', 'shape', /"domain" is missing/],
    [
      'a switch that is a text',
      { ...least, tls: { verifyHost: 'no' } },
      'tls.verifyHost',
      'shape',
      /"tls\.verifyHost" must be true or false/,
    ],
    ['a QoS of 3', { ...least, qos: 3 }, 'qos', 'shape', /0, 1 or 2/],
    ['subscriptions that are texts', { ...least, subscriptions: ['a'] }, 'subscriptions', 'shape', /"filter"/],
    ['a token', { ...least, token: 'x' }, 'token', 'secret', /looks like a secret/],
    ['a token in its usual object', { ...least, auth: { token: 'x' } }, 'auth.token', 'secret', /looks like a secret/],
    ['a passphrase of a key', { ...least, tls: { keyPassphrase: 'x' } }, 'tls.keyPassphrase', 'secret', /looks like a secret/],
    [
      'a password in metadata',
      { ...least, manage: { metadata: { wifiPassword: 'x' } } },
      'manage.metadata.wifiPassword',
      'secret',
      /secret/,
    ],
    ['a password of a proxy', { ...least, proxy: 'http://me:x@p.example.com' }, 'proxy', 'secret', /URL of the proxy/],
    ['a member that nobody knows', { ...least, deviceid: 't' }, 'deviceid', 'unknown', /no member "deviceid".*"deviceId"/, 'deviceId'],
    ['one of TLS that nobody knows', { ...least, tls: { cafile: 'a' } }, 'tls.cafile', 'unknown', /"caFile" meant/, 'caFile'],
    [
      'one of a will that nobody knows',
      { ...least, will: { topic: 'iot-2/evt/a/fmt/json', retain: true } },
      'will.retain',
      'unknown',
      /no member/,
    ],
    [
      'an answer to what nobody asks',
      { ...least, manage: { answers: { 'dm.rebot': 'ask' } } },
      'manage.answers.dm.rebot',
      'unknown',
      /dm\.reboot/,
    ],
    ['a rule that is broken', { ...least, keepAlive: 70_000 }, 'keepAlive', 'profile', /0 to 65535/],
    [
      'a filter that is not allowed',
      { ...least, target: 'mas', domain: 'mas.example.com', subscriptions: [{ filter: 'iot-2/evt/+/fmt/+' }] },
      'subscriptions.0.filter',
      'profile',
      /must not subscribe/,
    ],
    [
      'a rule about what is not there',
      { ...least, class: 'gateway', target: 'quickstart', org: undefined },
      'class',
      'profile',
      /no gateways/,
    ],
    ['a bundle ID with a space', { ...least, manage: { bundles: ['a', 'b c'] } }, 'manage.bundles.1', 'profile', /a space/],
  ];
  for (const [what, entry, path, kind, message, nearest] of cases) {
    it(`finds ${what}`, () => {
      const fault = faultsOf(entry).find((candidate) => candidate.kind === kind) ?? assert.fail(JSON.stringify(faultsOf(entry)));
      assert.equal(fault.path.join('.'), ['profiles', 0, ...(path === '' ? [] : [path])].join('.'));
      assert.match(fault.message, message);
      if (nearest !== undefined) assert.equal(fault.nearest, nearest);
    });
  }

  it('leaves out a second profile of the same name', () => {
    const { profiles, faults } = readSharedProfiles(JSON.stringify({ profiles: [least, { ...least, deviceId: 't-2' }] }), folder);
    assert.deepEqual([profiles.length, faults.map(({ kind, path }) => [kind, path])], [1, [['duplicate', ['profiles', 1, 'name']]]]);
  });

  it('leaves out what cannot be read, and keeps the rest', () => {
    const { profiles } = readSharedProfiles(
      JSON.stringify({
        profiles: [
          { ...least, tls: { verifyChain: 0 } },
          { ...least, name: 'Good' },
        ],
      }),
      folder,
    );
    assert.deepEqual(
      profiles.map(({ name }) => name),
      ['Good'],
    );
  });

  const documents: readonly (readonly [what: string, text: string, message: RegExp])[] = [
    ['no JSON', '{ "profiles": [', /it is no JSON/],
    ['a list', '[]', /an object with the list "profiles"/],
    ['null', 'null', /an object with the list/],
    ['an object without profiles', '{}', /an object with the list/],
    ['profiles that are no list', '{"profiles":{}}', /an object with the list/],
    ['a file that is too long', ' '.repeat(1024 * 1024 + 1), /more than 1048576 characters/],
    ['brackets without end', '['.repeat(500_000), /it is no JSON/],
  ];
  for (const [what, text, message] of documents) {
    it(`says what is wrong with ${what}`, () => {
      const { profiles, faults } = readSharedProfiles(text, folder);
      assert.equal(profiles.length, 0);
      assert.match(faults[0]?.message ?? '', message);
    });
  }

  it('never repeats a secret, neither in a profile nor in a fault', () => {
    const secret = 's3cr3t-marker';
    const entry = {
      ...least,
      authToken: secret,
      apiToken: secret,
      proxy: `http://me:${secret}@p`,
      manage: { metadata: { a: { token: secret } } },
    };
    assert.ok(!JSON.stringify(readSharedProfiles(JSON.stringify({ profiles: [entry] }), folder)).includes(secret));
    assert.ok(!JSON.stringify(readSharedProfiles(`{"profiles":[{"token":"${secret}" x`, folder)).includes(secret));
    const profile = aProfile({
      management: { ...aProfile().management, metadata: { token: secret } },
      proxy: { kind: 'url', url: `http://a:${secret}@b` },
    });
    assert.ok(!writeProfiles([profile]).includes(secret));
  });

  it('takes nothing from members named like those of every object', () => {
    const text = JSON.stringify({ profiles: [least] }).replace('"name"', '"__proto__":{"class":"gateway"},"constructor":1,"name"');
    const { profiles } = readSharedProfiles(text, folder);
    assert.deepEqual(profiles[0]?.client, device);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 6 }),
        (value) => readSharedProfiles(JSON.stringify({ profiles: [value] }), folder).faults.length >= 0,
      ),
    );
    fc.assert(fc.property(fc.string(), (text) => readSharedProfiles(text, folder).profiles.length === 0));
  });
});

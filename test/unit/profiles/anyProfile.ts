import * as fc from 'fast-check';
import { usualManagement } from '../../../src/profiles/newProfile.ts';
import type { ConnectionProfile, ProfileClient, Target } from '../../../src/profiles/profile.ts';
import { answeredKinds, type AnswerModes } from '../../../src/replies/answerMode.ts';

const id = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/);
const qos = fc.constantFrom(0, 1, 2);
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

/** Leaves out the members that are not there, as profiles do. */
function present<T>(members: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

const client: fc.Arbitrary<ProfileClient> = fc.oneof(
  fc.record({ sender: fc.constantFrom('device', 'gateway'), typeId: id, deviceId: id }),
  fc
    .record({
      sender: fc.constant('application'),
      apiKey: fc.constantFrom('', 'a-abc123-k1'),
      appId: id,
      shared: fc.boolean(),
      instanceId: optional(id),
    })
    .map((members) => present<ProfileClient>(members)),
);

const target: fc.Arbitrary<Target> = fc.oneof(
  fc.constantFrom<Target>({ kind: 'embedded' }, { kind: 'classic' }, { kind: 'quickstart' }),
  fc.record({ kind: fc.constant('quickstart'), host: fc.constantFrom('', '127.0.0.1') }),
  fc.record({ kind: fc.constant('mas'), domain: fc.constant('mas.example.com') }),
  fc.record({ kind: fc.constant('host'), host: fc.constantFrom('localhost', '[::1]', 'broker.example.com') }),
);

const tls = fc
  .record({
    caFile: optional(id),
    certificateFile: optional(id),
    keyFile: optional(id),
    serverName: optional(id),
    verifyChain: fc.boolean(),
    verifyHost: fc.boolean(),
  })
  .map((members) => present<ConnectionProfile['tls']>(members));

const modes = fc
  .array(fc.constantFrom('ask', 'automatic', 'replies'), { minLength: answeredKinds.length, maxLength: answeredKinds.length })
  .map((chosen) => Object.fromEntries(answeredKinds.map((kind, at) => [kind, chosen[at]])) as unknown as AnswerModes);

const management = fc
  .record({
    automatic: fc.boolean(),
    lifetimeSeconds: fc.nat(),
    supports: fc.record({ deviceActions: fc.boolean(), firmwareActions: fc.boolean(), bundles: fc.array(id, { maxLength: 3 }) }),
    deviceInfo: fc.oneof(fc.constant({}), fc.record({ model: fc.string(), fwVersion: fc.string() })),
    metadata: optional(
      fc.dictionary(
        fc.constantFrom('room', 'floor', '__proto__'),
        fc.jsonValue({ maxDepth: 2 }).filter((value) => !/token|pass|secret|pwd|key/i.test(JSON.stringify(value))),
      ),
    ),
    download: fc.record({ real: fc.boolean(), seconds: fc.nat(100), maxBytes: fc.nat() }),
    answers: modes,
  })
  .map((members) => present<ConnectionProfile['management']>(members));

/** Profiles of every sort, without secrets: not only those that can be connected. */
export const anyProfile: fc.Arbitrary<ConnectionProfile> = fc
  .record({
    id,
    name: fc.string({ minLength: 1 }),
    client,
    target,
    org: fc.constantFrom('', 'abc123', 'ws-1'),
    transport: fc.constantFrom('tcp', 'tls', 'ws', 'wss'),
    port: optional(fc.nat(65_535)),
    path: optional(fc.constantFrom('/', '/mqtt', '/a?b=1')),
    proxy: fc.constantFrom<ConnectionProfile['proxy']>(
      { kind: 'none' },
      { kind: 'editor' },
      { kind: 'url', url: 'http://me@proxy.example.com:3128' },
    ),
    tls,
    mqttVersion: fc.constantFrom('3.1.1', '5'),
    cleanSession: fc.boolean(),
    keepAliveSeconds: fc.nat(65_535),
    sessionExpirySeconds: optional(fc.nat()),
    will: optional(fc.record({ topic: fc.string(), payload: fc.string(), qos })),
    qos,
    management: fc.oneof(management, fc.constant(usualManagement)),
    subscriptions: fc.array(fc.record({ filter: fc.string(), qos }), { maxLength: 3 }),
    demo: fc.boolean(),
  })
  // Some generated objects have no prototype, which profiles have.
  .map((members) => JSON.parse(JSON.stringify(present(members as ConnectionProfile))) as ConnectionProfile);

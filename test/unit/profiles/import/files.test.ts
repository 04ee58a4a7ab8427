import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importExported } from '../../../../src/profiles/import/importExported.ts';
import { importRegistry } from '../../../../src/profiles/import/importRegistry.ts';
import { deviceInfoFault } from '../../../../src/profiles/registry/deviceInfoFault.ts';
import { writeProfiles } from '../../../../src/profiles/shared/writeProfiles.ts';
import { isRefusal } from '../../../../src/wiotp/refusal.ts';
import { aProfile } from '../aProfile.ts';

const secret = 's3cr3t-marker';

function ids(): { newId: () => string } {
  let last = 0;
  return { newId: () => `id-${++last}` };
}

describe('a registry file', () => {
  const registry = {
    org: 'abc123',
    devices: [
      { typeId: 'thermostat', deviceId: 't-1', authToken: secret },
      { typeId: 'thermostat', deviceId: 't-2' },
    ],
    gateways: [{ typeId: 'hub', deviceId: 'h-1', authToken: '${env:HUB}' }],
    apiKeys: [{ key: 'a-abc123-k1', token: secret }],
  };

  it('is a connection to the embedded platform for each device, gateway and API key', () => {
    const imported = importRegistry('r.json', JSON.stringify(registry), { HUB: 'hub-token' }, ids(), deviceInfoFault);
    const clients = imported.map(({ profile }) => profile.client);
    assert.deepEqual(
      clients.map(({ sender }) => sender),
      ['device', 'device', 'gateway', 'application'],
    );
    assert.deepEqual(
      imported.map(({ profile }) => [profile.id, profile.target.kind, profile.org]),
      [1, 2, 3, 4].map((at) => [`id-${at}`, 'embedded', '']),
    );
    assert.deepEqual(
      imported.map(({ secrets }) => secrets.token),
      [secret, undefined, 'hub-token', secret],
    );
    assert.ok(!JSON.stringify(imported.map(({ profile, notes }) => [profile, notes])).includes(secret));
    assert.match(imported[1]?.notes[0]?.text ?? '', /no token/);
  });

  it('is refused with the member that is wrong, and without a token', () => {
    const texts = [
      JSON.stringify({ ...registry, devices: [{ typeId: 'a b', deviceId: 'c', authToken: secret }] }),
      `{"devices":[{"authToken":"${secret}" x`,
    ];
    for (const text of texts) {
      assert.throws(
        () => importRegistry('r.json', text, {}, ids(), deviceInfoFault),
        (error) => isRefusal(error) && !`${error.stack}${JSON.stringify(error)}`.includes(secret),
      );
    }
    assert.throws(() => importRegistry('r.json', JSON.stringify(registry), {}, ids(), deviceInfoFault), /HUB is not set/);
  });
});

describe('exported connections', () => {
  it('come back with new IDs', () => {
    const { connections, notes } = importExported(writeProfiles([aProfile()]), ids());
    assert.deepEqual([connections.map(({ profile }) => profile), notes], [[{ ...aProfile(), id: 'id-1' }], []]);
  });

  it('say what could not be read of them', () => {
    const text = JSON.stringify({
      profiles: [...(JSON.parse(writeProfiles([aProfile()])) as { profiles: unknown[] }).profiles, { name: 'x', token: secret }],
    });
    const { connections, notes } = importExported(text, ids());
    assert.equal(connections.length, 1);
    assert.match(notes.map((note) => note.text).join('\n'), /profiles\[1\]\.token: This looks like a secret/);
    assert.ok(!JSON.stringify(notes).includes(secret));
  });

  it('are refused when nothing can be read', () => {
    for (const text of ['', '[]', '{"profiles":[1]}'])
      assert.throws(
        () => importExported(text, ids()),
        (error) => isRefusal(error),
      );
  });
});

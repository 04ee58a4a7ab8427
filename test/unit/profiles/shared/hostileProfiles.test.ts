import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FileFault } from '../../../../src/profiles/shared/fileFault.ts';
import { readSharedProfiles } from '../../../../src/profiles/shared/readSharedProfiles.ts';

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

describe('a hostile profiles file', () => {
  const named = (count: number, members: object = {}): unknown[] =>
    Array.from({ length: count }, (_, at) => ({ ...least, name: `Lab ${at}`, ...members }));

  it('is read up to a number of profiles, and says so', () => {
    const { profiles, faults } = readSharedProfiles(JSON.stringify({ profiles: named(501) }), folder);
    assert.equal(profiles.length, 500);
    assert.deepEqual(
      faults.map(({ path, severity }) => [path, severity]),
      [[['profiles', 500], 'error']],
    );
    assert.deepEqual(faultsOf(...named(500)), []);
  });

  it('has no profile with more values than anybody writes', () => {
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`m${at}`, at]));
    const { profiles, faults } = readSharedProfiles(
      JSON.stringify({ profiles: [{ ...least, manage: { metadata: many } }, ...named(1)] }),
      folder,
    );
    assert.deepEqual(
      profiles.map(({ name }) => name),
      ['Lab 0'],
    );
    assert.match(faults[0]?.message ?? '', /at most 2000 values/);
  });

  it('gives its profiles however many faults there are, of which the first are told', () => {
    const { profiles, faults } = readSharedProfiles(JSON.stringify({ profiles: named(300, { misspelt: 1 }) }), folder);
    assert.equal(profiles.length, 300);
    assert.equal(faults.length, 100);
    const errors = faultsOf(...Array.from({ length: 300 }, () => 1));
    assert.equal(errors.length, 101);
    assert.match(errors.at(-1)?.message ?? '', /Put these right first/);
  });

  const sizes: readonly (readonly [what: string, text: string])[] = [
    ['entries', `{"profiles":[${'{},'.repeat(330_000)}{}]}`],
    ['members', `{"profiles":[{${Array.from({ length: 80_000 }, (_, at) => `"x${at}":0`).join()}}]}`],
    [
      'subscriptions',
      JSON.stringify({ profiles: [{ ...least, subscriptions: Array.from({ length: 30_000 }, (_, at) => ({ filter: `a/${at}` })) }] }),
    ],
    ['levels', `{"profiles":${'['.repeat(500_000)}${']'.repeat(500_000)}}`],
  ];
  for (const [what, text] of sizes) {
    it(`of a megabyte of ${what} costs a moment only`, () => {
      const begun = performance.now();
      assert.deepEqual(readSharedProfiles(text, folder).profiles, []);
      // Far from what it takes, and farther from what one square of the number would.
      assert.ok(performance.now() - begun < 3000);
    });
  }
});

describe('Quickstart', () => {
  it('has no subscriptions that nobody has named, whoever connects', () => {
    const gateway = { name: 'Hub', class: 'gateway', target: 'quickstart', typeId: 'hub', deviceId: 'h-1' };
    assert.deepEqual(
      faultsOf(gateway).map(({ path }) => path),
      [['profiles', 0, 'class']],
    );
    const watcher = { name: 'Watcher', class: 'application', target: 'quickstart', appId: 'watcher' };
    assert.deepEqual(readSharedProfiles(JSON.stringify({ profiles: [watcher] }), folder).profiles[0]?.subscriptions, []);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SecretStorage } from 'vscode';
import { secretNames, SecretVault } from '../../../../../src/workbench/connections/secrets/secretVault.ts';

/** A secret store in memory, as far as the vault uses it. */
function secretsInMemory(): { secrets: SecretStorage; kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const secrets = {
    get: async (key: string) => kept.get(key),
    store: async (key: string, value: string) => void kept.set(key, value),
    delete: async (key: string) => void kept.delete(key),
  };
  return { secrets: secrets as unknown as SecretStorage, kept };
}

const here = 'platform.example.com:1883/d:abc123:lamp:l-1';

describe('a secret', () => {
  for (const name of secretNames) {
    it(`${name} is given out for the target that it was kept for, and as nothing else`, async () => {
      const vault = new SecretVault(secretsInMemory().secrets);
      await vault.keep('p-1', name, here, 'secret');
      for (const other of secretNames) assert.equal(await vault.get('p-1', other, here), other === name ? 'secret' : undefined);
      assert.equal(await vault.get('p-2', name, here), undefined);
    });
  }

  for (const there of [
    'evil.example.com:1883/d:abc123:lamp:l-1',
    'platform.example.com:1884/d:abc123:lamp:l-1',
    'embedded:x/d:abc123:lamp:l-1',
    '',
  ]) {
    it(`is not given out for "${there}"`, async () => {
      const vault = new SecretVault(secretsInMemory().secrets);
      await vault.keep('p-1', 'token', here, 'secret');
      assert.equal(await vault.get('p-1', 'token', there), undefined);
    });
  }

  it('is gone when everything of its owner was forgotten, and leaves nothing behind', async () => {
    const { secrets, kept } = secretsInMemory();
    const vault = new SecretVault(secrets);
    for (const name of secretNames) await vault.keep('p-1', name, here, 'secret');
    await vault.forget('p-1');
    assert.equal(kept.size, 0);
  });

  it('is forgotten alone', async () => {
    const vault = new SecretVault(secretsInMemory().secrets);
    for (const name of secretNames) await vault.keep('p-1', name, here, name);
    await vault.forget('p-1', 'token');
    assert.equal(await vault.get('p-1', 'token', here), undefined);
    assert.equal(await vault.get('p-1', 'passphrase', here), 'passphrase');
  });

  for (const damaged of ['', '{', 'null', '7', '[]', '"x"', '{"identity":7}', `{"identity":${JSON.stringify(here)},"token":{"a":1}}`]) {
    it(`that reads ${damaged || 'empty'} is as good as none`, async () => {
      const { secrets, kept } = secretsInMemory();
      kept.set('connection/p-1/token', damaged);
      assert.equal(await new SecretVault(secrets).get('p-1', 'token', here), undefined);
    });
  }
});

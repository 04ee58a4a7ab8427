import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SecretStorage } from 'vscode';
import { TokenVault } from '../../../src/workbench/connections/tokenVault.ts';

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

describe('a token', () => {
  const here = 'platform.example.com:1883/d:abc123:lamp:l-1';

  it('is given out for the target that it was kept for', async () => {
    const vault = new TokenVault(secretsInMemory().secrets);
    await vault.keep('p-1', here, 'secret');
    assert.equal(await vault.get('p-1', here), 'secret');
  });

  for (const there of [
    'evil.example.com:1883/d:abc123:lamp:l-1',
    'platform.example.com:1884/d:abc123:lamp:l-1',
    'embedded:x/d:abc123:lamp:l-1',
  ]) {
    it(`is not given out for ${there}`, async () => {
      const vault = new TokenVault(secretsInMemory().secrets);
      await vault.keep('p-1', here, 'secret');
      assert.equal(await vault.get('p-1', there), undefined);
    });
  }

  it('is gone when it was forgotten, and leaves nothing behind', async () => {
    const { secrets, kept } = secretsInMemory();
    const vault = new TokenVault(secrets);
    await vault.keep('p-1', here, 'secret');
    await vault.forget('p-1');
    assert.equal(await vault.get('p-1', here), undefined);
    assert.equal(kept.size, 0);
  });
});

import type { ConnectionProfile } from '../../../profiles/profile.ts';
import type { Secrets } from '../../../profiles/secrets.ts';
import { editorProxyPassword } from '../editorProxy.ts';
import { secretNames, type SecretName } from './secretVault.ts';

/** Everything secret that connecting a profile takes, as far as it is kept. The password of the editor's proxy stands in its settings. */
export async function secretsOf({ proxy }: ConnectionProfile, kept: (name: SecretName) => Promise<string | undefined>): Promise<Secrets> {
  const found: [SecretName, string][] = [];
  for (const name of secretNames) {
    const secret = name === 'proxyPassword' && proxy.kind === 'editor' ? editorProxyPassword() : await kept(name);
    if (secret !== undefined) found.push([name, secret]);
  }
  return Object.fromEntries(found);
}

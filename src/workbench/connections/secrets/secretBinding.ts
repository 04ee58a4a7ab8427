import type { ConnectionProfile } from '../../../profiles/profile.ts';
import type { ResolvedProfile } from '../../../profiles/resolveProfile.ts';
import type { SecretName } from './secretVault.ts';

/**
 * What a secret is bound to: a token to the server and the client ID, a passphrase to the file of the key besides, and the
 * password of a proxy to the proxy.
 */
export function secretBinding({ tls, proxy }: ConnectionProfile, name: SecretName, { boundTo }: ResolvedProfile): string {
  switch (name) {
    case 'token':
      return boundTo;
    case 'passphrase':
      return `${boundTo} ${tls.keyFile ?? ''}`;
    case 'proxyPassword':
      return `${boundTo} ${proxy.kind === 'url' ? proxy.url : ''}`;
  }
}

import { getCACertificates, rootCertificates } from 'node:tls';
import type { EndpointTls } from '../../profiles/sessionSettings.ts';
import type { TlsFiles } from './tlsFiles.ts';

/**
 * The authorities that may have signed a server's certificate, as PEM. A CA file takes the place of the usual ones; the
 * endpoint's own authority is trusted besides in either case.
 */
export function trustedAuthorities({ ca }: EndpointTls, { authorities = usualAuthorities() }: TlsFiles): string[] {
  return ca === undefined ? [...authorities] : [...authorities, ca];
}

let usual: readonly string[] | undefined;

/**
 * The authorities that Node.js brings, those of `NODE_EXTRA_CA_CERTS`, and those of the system's store, where companies put
 * their own. Read once: that takes a while on some systems.
 */
export function usualAuthorities(): readonly string[] {
  usual ??= [...new Set([...(authoritiesOf('default') ?? rootCertificates), ...(authoritiesOf('system') ?? [])])];
  return usual;
}

/** `undefined` where Node.js is too old to tell, or the store cannot be read. */
function authoritiesOf(store: 'default' | 'system'): readonly string[] | undefined {
  try {
    return getCACertificates(store);
  } catch {
    return undefined;
  }
}

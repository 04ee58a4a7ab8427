import { createHash } from 'node:crypto';

/** What the key of a platform elsewhere consists of. */
export interface RemoteKey {
  /** What the platform asks for. */
  readonly secret: string;
  /** SHA-256 of the certificate of the authority that signed the server's, as base64url; empty for a platform without TLS. */
  readonly fingerprint: string;
}

/** The key as people pass it on. */
export function joinRemoteKey({ secret, fingerprint }: RemoteKey): string {
  return `${secret}.${fingerprint}`;
}

/** Takes a key apart; `undefined` when it is none. */
export function splitRemoteKey(key: string): RemoteKey | undefined {
  const [, secret, fingerprint] = /^([\w-]{20,100})\.([\w-]{43}|)$/.exec(key.trim()) ?? [];
  return secret === undefined || fingerprint === undefined ? undefined : { secret, fingerprint };
}

/** The fingerprint of a certificate in DER form. */
export function certificateFingerprint(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('base64url');
}

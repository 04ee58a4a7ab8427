import { X509Certificate, createPrivateKey } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate with its private key, both as PEM. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** Takes apart what {@link joinKeyed} put together. @throws Error when that is no certificate with the key that belongs to it. */
export function splitKeyed(text: string): KeyedCertificate {
  const [, certificate, key] =
    /^(-----BEGIN CERTIFICATE-----.+-----END CERTIFICATE-----\n)(-----BEGIN PRIVATE KEY-----.+)$/s.exec(text) ?? [];
  if (certificate === undefined || key === undefined) throw new Error('There is no certificate with a key in it.');
  if (!new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) throw new Error('The key belongs to another certificate.');
  return { certificate, key };
}

/** Both in one text, so that one file holds either both or none. */
export function joinKeyed({ certificate, key }: KeyedCertificate): string {
  return certificate + key;
}

/** When a certificate ends, in milliseconds since the epoch. */
export function endOf({ certificate }: KeyedCertificate): number {
  return Date.parse(new X509Certificate(certificate).validTo);
}

/** Whether a server's certificate was signed by this authority and is good for all of these names. */
export function serves(server: KeyedCertificate, authority: KeyedCertificate, names: readonly string[]): boolean {
  const certificate = new X509Certificate(server.certificate);
  if (!certificate.verify(new X509Certificate(authority.certificate).publicKey)) return false;
  return names.every((name) => {
    if (isIP(name) !== 0) return certificate.checkIP(name) !== undefined;
    // A host below the wildcard stands for it: a name with a star is none to ask for.
    return certificate.checkHost(name.replace(/^\*/, 'any')) !== undefined;
  });
}

import { generateKeyPair, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import type { pki } from 'node-forge';
import type { KeyedCertificate } from './keyedCertificate.ts';

const dayMs = 86_400_000;

/** How long certificates are good, from now. */
export const lifetimeMs = { authority: 3652 * dayMs, server: 365 * dayMs };

/** Certificates begin that much earlier, for clients whose clock is slow. */
const headStartMs = dayMs;

/** Makes a certificate authority, which can sign servers and nothing below them. `now` is in milliseconds since the epoch. */
export function issueAuthority(now: number): Promise<KeyedCertificate> {
  const subject = [
    // Clients find an issuer by its name, so two authorities must not share one.
    { name: 'commonName', value: `Device Workbench local CA ${randomBytes(4).toString('hex')}` },
    { name: 'organizationName', value: 'Device Workbench' },
  ];
  const extensions = [
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    { name: 'subjectKeyIdentifier' },
  ];
  return issue({ subject, extensions, now, lifetimeMs: lifetimeMs.authority });
}

/** Makes a server's certificate with an RSA key of 2,048 bits, which every TLS stack of a device can deal with [D-conn]. */
export function issueServer(authority: KeyedCertificate, names: readonly string[], now: number): Promise<KeyedCertificate> {
  const altNames = names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name }));
  const extensions = [
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames },
    { name: 'subjectKeyIdentifier' },
  ];
  return issue({ subject: [{ name: 'commonName', value: 'localhost' }], extensions, now, lifetimeMs: lifetimeMs.server, authority });
}

interface Order {
  readonly subject: pki.CertificateField[];
  readonly extensions: object[];
  readonly now: number;
  readonly lifetimeMs: number;
  /** Who signs; the certificate signs itself without one. */
  readonly authority?: KeyedCertificate;
}

async function issue({ subject, extensions, now, lifetimeMs: lifetime, authority }: Order): Promise<KeyedCertificate> {
  // Most starts find their certificates on the disk and never need the library.
  const { default: forge } = await import('node-forge');
  const { publicKey, privateKey: key } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const issuer = authority === undefined ? undefined : forge.pki.certificateFromPem(authority.certificate);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  // The leading byte makes the number positive, and no shorter than it has to be.
  certificate.serialNumber = `4a${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(now - headStartMs);
  certificate.validity.notAfter = new Date(now + lifetime);
  certificate.setSubject(subject);
  certificate.setIssuer(issuer?.subject.attributes ?? subject);
  const keyIdentifier = (issuer ?? certificate).generateSubjectKeyIdentifier().getBytes();
  certificate.setExtensions([...extensions, { name: 'authorityKeyIdentifier', keyIdentifier }]);
  certificate.sign(forge.pki.privateKeyFromPem(authority?.key ?? key), forge.md.sha256.create());
  return { certificate: forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n'), key };
}

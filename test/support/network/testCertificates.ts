import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import forge from 'node-forge';

const dayMs = 86_400_000;

/** What a certificate is for. */
export interface CertificateWish {
  /** Host names and addresses; `localhost` and `127.0.0.1` unless told. */
  readonly names?: readonly string[];
  /** `localhost` unless told. */
  readonly commonName?: string;
  /** Yesterday unless told. */
  readonly validFrom?: Date;
  /** In a year unless told. */
  readonly validTo?: Date;
  /** For a client instead of a server. */
  readonly client?: boolean;
}

/** A certificate with its key, as PEM. */
export interface IssuedCertificate {
  readonly certificate: string;
  readonly key: string;
  /** The key as a file that needs a passphrase. */
  encryptedKey(passphrase: string): string;
  /** The certificate, and behind it those of the authorities up to the root. */
  readonly chain: string;
}

/** A certificate authority of a test. */
export class TestAuthority {
  /** As PEM. */
  readonly certificate: string;
  /** This certificate and those above it, up to the root. */
  readonly path: readonly string[];
  readonly #key: string;

  /** @param above signs it; it signs itself without one. */
  constructor(name = `Test CA ${randomBytes(4).toString('hex')}`, above?: TestAuthority) {
    const { publicKey, key } = newKeys();
    const extensions = [
      { name: 'basicConstraints', critical: true, cA: true },
      { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
      { name: 'subjectKeyIdentifier' },
    ];
    const order = { publicKey, commonName: name, extensions, from: new Date(Date.now() - dayMs), to: new Date(Date.now() + 3650 * dayMs) };
    this.#key = key;
    this.certificate = above === undefined ? sign(order, undefined, key) : sign(order, above.certificate, above.#key);
    this.path = [this.certificate, ...(above?.path ?? [])];
  }

  issue(wish: CertificateWish = {}): IssuedCertificate {
    const { names = ['localhost', '127.0.0.1'], commonName = 'localhost', client = false } = wish;
    const { validFrom = new Date(Date.now() - dayMs), validTo = new Date(Date.now() + 365 * dayMs) } = wish;
    const { publicKey, key } = newKeys();
    const altNames = names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name }));
    const extensions = [
      { name: 'basicConstraints', critical: true, cA: false },
      { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', ...(client ? { clientAuth: true } : { serverAuth: true }) },
      ...(altNames.length === 0 || client ? [] : [{ name: 'subjectAltName', altNames }]),
      { name: 'subjectKeyIdentifier' },
    ];
    const certificate = sign({ publicKey, commonName, extensions, from: validFrom, to: validTo }, this.certificate, this.#key);
    const encryptedKey = (passphrase: string): string => encrypted(key, passphrase);
    return { certificate, key, encryptedKey, chain: [certificate, ...this.path].join('') };
  }
}

let shared: TestAuthority | undefined;

/** One authority for all tests of a process that do not care which: making one takes time. */
export function sharedAuthority(): TestAuthority {
  shared ??= new TestAuthority();
  return shared;
}

/** A certificate that signed itself. */
export function selfSigned(names: readonly string[] = ['localhost', '127.0.0.1']): IssuedCertificate {
  const { publicKey, key } = newKeys();
  const altNames = names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name }));
  const extensions = [
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'subjectAltName', altNames },
  ];
  const from = new Date(Date.now() - dayMs);
  const to = new Date(Date.now() + 365 * dayMs);
  const certificate = sign({ publicKey, commonName: 'localhost', extensions, from, to }, undefined, key);
  return { certificate, key, encryptedKey: (passphrase) => encrypted(key, passphrase), chain: certificate };
}

interface Order {
  readonly publicKey: string;
  readonly commonName: string;
  readonly extensions: object[];
  readonly from: Date;
  readonly to: Date;
}

function sign({ publicKey, commonName, extensions, from, to }: Order, issuer: string | undefined, key: string): string {
  const above = issuer === undefined ? undefined : forge.pki.certificateFromPem(issuer);
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(publicKey);
  made.serialNumber = `4a${randomBytes(15).toString('hex')}`;
  made.validity.notBefore = from;
  made.validity.notAfter = to;
  const subject = [{ name: 'commonName', value: commonName }];
  made.setSubject(subject);
  made.setIssuer(above?.subject.attributes ?? subject);
  const keyIdentifier = (above ?? made).generateSubjectKeyIdentifier().getBytes();
  made.setExtensions([...extensions, { name: 'authorityKeyIdentifier', keyIdentifier }]);
  made.sign(forge.pki.privateKeyFromPem(key), forge.md.sha256.create());
  return forge.pki.certificateToPem(made).replaceAll('\r\n', '\n');
}

/** node-forge takes seconds for a pair that Node makes in an instant. */
function newKeys(): { readonly publicKey: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { publicKey, key: privateKey };
}

function encrypted(key: string, passphrase: string): string {
  return createPrivateKey(key).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString();
}

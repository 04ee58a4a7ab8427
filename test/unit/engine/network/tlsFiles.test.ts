import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readTlsFiles } from '../../../../src/engine/network/tlsFiles.ts';
import type { EndpointTls } from '../../../../src/profiles/sessionSettings.ts';
import { isRefusal, refusalText, type Refusal } from '../../../../src/wiotp/refusal.ts';
import { everythingIn } from '../../../support/engine/sessionBench.ts';
import { sharedAuthority, TestAuthority } from '../../../support/network/testCertificates.ts';
import { tempFolder } from '../../../support/tempFolder.ts';

const never = new AbortController().signal;
const passphrase = 'tell-nobody-this-passphrase';
const authority = sharedAuthority();
const own = authority.issue({ client: true, commonName: 'own' });
const other = authority.issue({ client: true, commonName: 'other' });
const der = new X509Certificate(authority.certificate).raw;
const derKey = Buffer.from(own.key.replace(/-----[^-]+-----|\s/g, ''), 'base64');
const damaged = authority.certificate.replace(/\n[^\n]{64}\n/, '\n');

interface Case {
  readonly name: string;
  readonly ca?: string | Buffer;
  readonly certificate?: string | Buffer;
  readonly key?: string | Buffer;
  readonly passphrase?: string;
  readonly says: RegExp;
}

const cases: readonly Case[] = [
  { name: 'an empty CA file', ca: '', says: /The CA file, .*, is empty\. Choose the file that holds the certificate/ },
  { name: 'a CA file in DER', ca: der, says: /is DER and not PEM\. Convert it with "openssl x509 -inform der/ },
  { name: 'a CA file that holds a key', ca: own.key, says: /is PEM, but holds no certificate/ },
  { name: 'a CA file of text', ca: 'hello', says: /is not PEM\. Choose a file that begins with "-----BEGIN CERTIFICATE-----"/ },
  { name: 'a damaged CA file', ca: damaged, says: /The certificate in .* is damaged\. Copy the file again/ },
  { name: 'one damaged certificate among others', ca: authority.certificate + damaged, says: /Certificate 2 of 2 in .* is damaged/ },
  { name: 'a Java key store', ca: Buffer.from('feedfeed00000002', 'hex'), says: /is a Java key store and not PEM\..*keytool/ },
  { name: 'a PKCS #12 store', ca: Buffer.from('3082091102010330', 'hex'), says: /is a PKCS #12 store and not PEM\. .*openssl pkcs12/ },
  { name: 'a huge CA file', ca: Buffer.alloc(2_000_000, 65), says: /has 2000000 bytes, far more than certificates take/ },
  {
    name: 'a certificate without a key',
    certificate: own.certificate,
    says: /There is a client certificate, but no key for it\. Name the key file/,
  },
  { name: 'a key without a certificate', key: own.key, says: /There is a client key, but no certificate for it/ },
  {
    name: 'a key of another certificate',
    certificate: own.certificate,
    key: other.key,
    says: /The key in .* does not belong to the certificate in/,
  },
  { name: 'a certificate in DER', certificate: der, key: own.key, says: /The file of the client certificate, .*, is DER and not PEM/ },
  {
    name: 'a key in DER',
    certificate: own.certificate,
    key: derKey,
    says: /The key file, .*, is DER and not PEM\. Convert it with "openssl pkey -inform der/,
  },
  {
    name: 'a certificate in place of the key',
    certificate: own.certificate,
    key: own.certificate,
    says: /The key file, .*, is PEM, but holds no private key/,
  },
  { name: 'a damaged key', certificate: own.certificate, key: own.key.replace(/\n[^\n]{64}\n/, '\n'), says: /The key in .* is damaged/ },
  {
    name: 'an encrypted key without a passphrase',
    certificate: own.certificate,
    key: own.encryptedKey(passphrase),
    says: /The key in .* is encrypted, and there is no passphrase for it\. Enter the passphrase/,
  },
  {
    name: 'an encrypted key with an empty passphrase',
    certificate: own.certificate,
    key: own.encryptedKey(passphrase),
    passphrase: '',
    says: /is encrypted, and there is no passphrase for it/,
  },
  {
    name: 'an encrypted key with a wrong passphrase',
    certificate: own.certificate,
    key: own.encryptedKey('right'),
    passphrase,
    says: /cannot be decrypted with the passphrase\. Enter the passphrase again/,
  },
];

void describe('readTlsFiles', () => {
  for (const { name, says, ...files } of cases) {
    void it(`refuses ${name}`, async (t) => {
      const refusal = await refusalOf(tlsWith(tempFolder(t), files), files.passphrase);
      assert.match(refusalText(refusal), says);
      assert.doesNotMatch(everythingIn(refusal), new RegExp(passphrase));
    });
  }

  void it('refuses what is no file, is not there, or may not be read', async (t) => {
    const folder = tempFolder(t);
    mkdirSync(join(folder, 'sub'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const secret = join(folder, 'secret');
    writeFileSync(secret, authority.certificate);
    chmodSync(secret, 0);
    const wrong: readonly (readonly [string, RegExp])[] = [
      [join(folder, 'sub'), /is no file\./],
      [join(folder, 'pipe'), /is no file\./],
      [join(folder, 'missing'), /does not exist\. Check the path in the profile/],
      [join(secret, 'below'), /does not exist\./],
      // Whoever may do everything may read it.
      ...(process.getuid?.() === 0 ? [] : [[secret, /may not be read by you\./] as const]),
    ];
    for (const [caFile, says] of wrong) assert.match(refusalText(await refusalOf({ ...switches, caFile })), says);
  });

  void it('refuses a CA file that came to hold something else', async (t) => {
    const folder = tempFolder(t);
    const caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, authority.certificate);
    const caHash = createHash('sha256').update(authority.certificate).digest('hex');
    const { authorities } = await readTlsFiles({ ...switches, caFile, caHash }, {}, never);
    assert.equal(authorities?.length, 1);
    writeFileSync(caFile, new TestAuthority('evil').certificate);
    assert.match(refusalText(await refusalOf({ ...switches, caFile, caHash })), /is not the one any more/);
  });

  void it('reads an encrypted key, a chain in any order, and everything in one file', async (t) => {
    const between = new TestAuthority('between', authority);
    const below = between.issue({ client: true, commonName: 'below' });
    const mixed = between.certificate + below.encryptedKey(passphrase) + below.certificate;
    const files = await readTlsFiles(
      tlsWith(tempFolder(t), { ca: `Notes.\n${authority.certificate}`, certificate: mixed, key: mixed }),
      { passphrase },
      never,
    );
    assert.equal(files.authorities?.length, 1);
    assert.equal(files.client?.certificate, below.certificate + between.certificate);
    assert.equal(files.client.leaf.subject, 'CN=below');
    assert.equal(files.client.key.type, 'private');
  });

  void it('reads nothing when the profile names nothing', async () => {
    assert.deepEqual(await readTlsFiles(switches, { passphrase }, never), {});
  });

  void it('ends with the signal', async (t) => {
    const why = new Error('enough');
    const tls = tlsWith(tempFolder(t), { ca: authority.certificate });
    await assert.rejects(readTlsFiles(tls, {}, AbortSignal.abort(why)), (error) => error === why);
  });
});

const switches: EndpointTls = { verifyChain: true, verifyHost: true };

function tlsWith(folder: string, { ca, certificate, key }: Omit<Case, 'name' | 'says'>): EndpointTls {
  const file = (name: string, content: string | Buffer | undefined): string | undefined => {
    if (content === undefined) return undefined;
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const paths = { caFile: file('ca', ca), certificateFile: file('certificate', certificate), keyFile: file('key', key) };
  return { ...switches, ...Object.fromEntries(Object.entries(paths).filter(([, path]) => path !== undefined)) };
}

async function refusalOf(tls: EndpointTls, secret?: string): Promise<Refusal> {
  const error: unknown = await readTlsFiles(tls, secret === undefined ? {} : { passphrase: secret }, never).then(
    () => assert.fail('it was accepted'),
    (why: unknown) => why,
  );
  assert.ok(isRefusal(error), String(error));
  return error;
}

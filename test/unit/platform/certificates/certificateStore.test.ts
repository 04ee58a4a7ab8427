import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { CertificateStore, type CertificateWish } from '../../../../src/platform/certificates/certificateStore.ts';
import { FakeClock } from '../../../support/platform/fakeClock.ts';
import { soon } from '../../../support/platform/soon.ts';

const dayMs = 86_400_000;
const noOpenssl = spawnSync('openssl', ['version']).error !== undefined && 'openssl is not installed';

function newFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'wiotp-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, 'certificates');
}

function today(): FakeClock {
  const clock = new FakeClock();
  clock.advance(Date.now() - clock.now());
  return clock;
}

async function open(t: TestContext, wish: Partial<CertificateWish> = {}): Promise<CertificateStore> {
  const failed = (error: unknown): never => {
    throw error;
  };
  const store = await CertificateStore.open({ folder: undefined, org: 'abc123', names: [], clock: today(), failed, ...wish });
  t.after(() => store.dispose());
  return store;
}

test('the certificate is for the usual names, those given and those added later', async (t) => {
  const store = await open(t, { names: ['Bench.Example', '192.168.1.20'] });
  const first = new X509Certificate(store.server.certificate);
  for (const name of ['localhost', 'abc123.localhost', 'abc123.messaging.localhost', 'quickstart.messaging.localhost', 'bench.example']) {
    assert.ok(first.checkHost(name), name);
    assert.ok(store.covers(name), name);
  }
  for (const address of ['127.0.0.1', '::1', '192.168.1.20']) assert.ok(first.checkIP(address), address);
  for (const name of ['messaging.localhost', 'a.b.messaging.localhost', 'evil.example', '10.0.0.1'])
    assert.equal(store.covers(name), false, name);
  let renewed = 0;
  store.follow(() => renewed++);
  await Promise.all([store.addName('10.0.0.1'), store.addName('fe80::1%eth0'), store.addName('10.0.0.1')]);
  const second = new X509Certificate(store.server.certificate);
  for (const address of ['10.0.0.1', 'fe80::1', '192.168.1.20']) assert.ok(second.checkIP(address), address);
  assert.ok(renewed > 0);
  assert.ok(second.verify(new X509Certificate(store.ca).publicKey));
});

test('the authority may sign servers and nothing else, and the server signs nothing', { skip: noOpenssl }, async (t) => {
  const store = await open(t, { folder: newFolder(t) });
  const file = join(dirname(store.caFile), 'server.test');
  writeFileSync(file, store.server.certificate);
  const verify = (purpose: string): number | null =>
    spawnSync('openssl', ['verify', '-x509_strict', '-purpose', purpose, '-CAfile', store.caFile, file]).status;
  assert.equal(verify('sslserver'), 0);
  assert.notEqual(verify('sslclient'), 0);
  const text = spawnSync('openssl', ['x509', '-in', store.caFile, '-noout', '-text'], { encoding: 'utf8' }).stdout;
  assert.match(text, /Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
  assert.match(text, /Key Usage: critical\s+Certificate Sign, CRL Sign/);
});

test('validity: ten years for the authority, one for the server, both from yesterday on', async (t) => {
  const clock = today();
  const store = await open(t, { clock });
  const [authority, server] = [new X509Certificate(store.ca), new X509Certificate(store.server.certificate)];
  const days = (text: string): number => Math.round((Date.parse(text) - clock.now()) / dayMs);
  assert.deepEqual([days(authority.validFrom), days(authority.validTo)], [-1, 3652]);
  assert.deepEqual([days(server.validFrom), days(server.validTo)], [-1, 365]);
  assert.equal(authority.ca, true);
  assert.equal(server.ca, false);
  assert.equal(server.publicKey.asymmetricKeyDetails?.modulusLength, 2048);
});

test('everything is kept, in files that only this user can read', async (t) => {
  const folder = newFolder(t);
  const first = await open(t, { folder });
  const second = await open(t, { folder });
  assert.equal(second.ca, first.ca);
  assert.equal(second.server.certificate, first.server.certificate);
  assert.equal(readFileSync(first.caFile, 'utf8'), first.ca);
  assert.doesNotMatch(readFileSync(first.caFile, 'utf8'), /PRIVATE KEY/);
  if (process.platform === 'win32') return;
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  for (const file of readdirSync(folder)) assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600, file);
});

test('other names are another certificate of the same authority', async (t) => {
  const folder = newFolder(t);
  const first = await open(t, { folder });
  const second = await open(t, { folder, names: ['bench.example'] });
  assert.equal(second.ca, first.ca);
  assert.notEqual(second.server.certificate, first.server.certificate);
});

test('without a folder the CA file is temporary, has no key beside it, and ends with the store', async (t) => {
  const store = await open(t);
  assert.deepEqual(readdirSync(dirname(store.caFile)), ['ca.pem']);
  assert.equal(readFileSync(store.caFile, 'utf8'), store.ca);
  store.dispose();
  assert.equal(existsSync(dirname(store.caFile)), false);
});

test('the server is renewed before it ends, while the platform runs', async (t) => {
  const clock = today();
  const store = await open(t, { clock });
  const { server, ca } = store;
  const renewed = new Promise<void>((resolve) => void store.follow(resolve));
  clock.advance(334 * dayMs);
  assert.equal(store.server, server);
  clock.advance(2 * dayMs);
  await soon('the renewal', renewed);
  assert.notEqual(store.server.certificate, server.certificate);
  assert.equal(store.ca, ca);
  assert.ok(Date.parse(new X509Certificate(store.server.certificate).validTo) > clock.now() + 364 * dayMs);
  store.dispose();
  assert.equal(clock.pending, 0);
});

test('a start finds a certificate that ends soon, and renews it; near the end of the authority both are new', async (t) => {
  const folder = newFolder(t);
  const clock = today();
  const first = await open(t, { folder, clock });
  first.dispose();
  clock.advance(340 * dayMs);
  const second = await open(t, { folder, clock });
  assert.equal(second.ca, first.ca);
  assert.notEqual(second.server.certificate, first.server.certificate);
  second.dispose();
  clock.advance(3000 * dayMs);
  const third = await open(t, { folder, clock });
  assert.notEqual(third.ca, first.ca);
  assert.ok(new X509Certificate(third.server.certificate).verify(new X509Certificate(third.ca).publicKey));
  assert.equal(readFileSync(third.caFile, 'utf8'), third.ca);
});

test('a broken file of the server is replaced; one of the authority is not, because clients trust it', async (t) => {
  const folder = newFolder(t);
  const { ca } = await open(t, { folder });
  writeFileSync(join(folder, 'server-with-key.pem'), '-----BEGIN CERTIFICATE-----\nnonsense');
  assert.equal((await open(t, { folder })).ca, ca);
  writeFileSync(join(folder, 'authority-with-key.pem'), '');
  await assert.rejects(open(t, { folder }), { name: 'Refusal', message: /authority-with-key\.pem cannot be read/ });
});

for (const name of ['', 'two words', 'http://bench', 'bench:8883', '*', 'a.*.b', '-'.repeat(64), 'ümlaut.example']) {
  test(`${JSON.stringify(name)} is no name for a certificate`, async (t) => {
    await assert.rejects(open(t, { names: [name] }), { name: 'Refusal', message: /is no host name and no address/ });
  });
}

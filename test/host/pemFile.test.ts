import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pemFault, type PemContent } from '../../src/workbench/connections/pemFile.ts';

describe('a PEM file, as its path is typed', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pem-'));
  });
  after(() => rm(folder, { recursive: true }));

  const certificate = '-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----\n';
  const key = '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAo=\n-----END ENCRYPTED PRIVATE KEY-----\n';
  const cases: readonly (readonly [string, string | Buffer, PemContent, string | undefined])[] = [
    ['a certificate', certificate, 'certificate', undefined],
    ['a certificate behind other text', `bag attributes\n${certificate}`, 'certificate', undefined],
    ['a key', key, 'key', undefined],
    ['a key in place of a certificate', key, 'certificate', 'This file is no PEM file with a certificate.'],
    ['a certificate in place of a key', certificate, 'key', 'This file is no PEM file with a private key.'],
    ['DER', Buffer.from('3082010a', 'hex'), 'certificate', 'This file is no PEM file with a certificate.'],
    ['nothing', '', 'key', 'This file is no PEM file with a private key.'],
    ['a megabyte and more', Buffer.alloc(1024 * 1024 + 1), 'certificate', 'This file is far larger than certificates and keys are.'],
  ];
  for (const [name, content, wanted, fault] of cases) {
    it(`with ${name}${fault === undefined ? '' : ' is no good'}`, async () => {
      const file = path.join(folder, 'some.pem');
      await writeFile(file, content);
      assert.equal(pemFault(file, wanted), fault);
    });
  }

  it('must be there, and be a file', () => {
    assert.equal(pemFault(path.join(folder, 'none.pem'), 'certificate'), 'There is no such file.');
    assert.equal(pemFault('~/no/such/file.pem', 'certificate'), 'There is no such file.');
    assert.equal(pemFault(folder, 'certificate'), 'This is a folder or a device, and no file.');
    assert.equal(pemFault(`${path.join(folder, 'some.pem')}/below`, 'key'), 'There is no such file.');
    assert.equal(pemFault(path.join(folder, 'x'.repeat(5_000)), 'key'), 'This file cannot be read.');
  });

  it('is not judged where its folder is not known', () => {
    assert.equal(pemFault('certificates/ca.pem', 'certificate'), undefined);
  });
});

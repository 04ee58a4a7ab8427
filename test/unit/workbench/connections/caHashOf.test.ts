import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { caHashOf } from '../../../../src/workbench/connections/caHashOf.ts';
import { aProfile } from '../../profiles/aProfile.ts';

const folder = mkdtempSync(join(tmpdir(), 'ca-hash-'));
after(() => rmSync(folder, { recursive: true }));

const profile = aProfile({ tls: { verifyChain: true, verifyHost: true, caFile: 'ca.pem' } });

describe('the CA file of a shared profile', () => {
  it('is told apart by what it holds', () => {
    const hashOf = (text: string): string | undefined => {
      writeFileSync(join(folder, 'ca.pem'), text);
      return caHashOf(profile, { folder });
    };
    const first = hashOf('one');
    assert.match(first ?? '', /^[0-9a-f]{64}$/);
    assert.notEqual(hashOf('two'), first);
    assert.equal(hashOf('one'), first);
  });

  it('has an empty hash while it cannot be read, which no content has', () => {
    assert.equal(caHashOf(profile, { folder: join(folder, 'elsewhere') }), '');
    assert.equal(caHashOf(aProfile({ tls: { ...profile.tls, caFile: '.' } }), { folder }), '');
  });

  it('does not count for the user’s own profiles, nor where none is named', () => {
    assert.equal(caHashOf(profile, {}), undefined);
    assert.equal(caHashOf(aProfile(), { folder }), undefined);
  });
});

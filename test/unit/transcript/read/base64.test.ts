import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { decodeBase64 } from '../../../../src/transcript/read/base64.ts';

describe('decodeBase64', () => {
  it('gives the bytes back', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => assert.deepEqual(decodeBase64(Buffer.from(bytes).toString('base64')), bytes)));
  });

  for (const text of ['A', 'AA', 'AA=', 'A===', '====', 'AA=A', 'A A=', 'AA-_']) {
    it(`refuses ${text}`, () => assert.equal(decodeBase64(text), undefined));
  }
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalog, kindNamed } from '../../../src/wiotp/catalog.ts';
import { closeCode, closeCodes, connackCode, connackCodes } from '../../../src/wiotp/codes.ts';
import { returnCodeMeaning } from '../../../src/wiotp/returnCodes.ts';

describe('returnCodeMeaning', () => {
  it('takes the meaning for the kind answered', () => {
    for (const kind of catalog) {
      for (const { rc, meaning } of kind.answer?.codes ?? []) assert.equal(returnCodeMeaning(rc, kind), meaning);
    }
  });

  it('falls back to the general meaning, and to the hundreds for unknown codes', () => {
    assert.equal(returnCodeMeaning(204, kindNamed('dm.manage')), 'changed');
    assert.equal(returnCodeMeaning(0), 'success, non-standard');
    assert.equal(returnCodeMeaning(299), 'success, unknown code');
    for (const rc of [-1, 1, 199, 300, 999]) assert.equal(returnCodeMeaning(rc), 'failure, unknown code');
  });
});

describe('close and CONNACK codes', () => {
  it('are listed once each, in order, with advice', () => {
    for (const codes of [closeCodes, connackCodes]) {
      const numbers = codes.map(({ code }) => code);
      assert.deepEqual(
        numbers,
        [...new Set(numbers)].toSorted((a, b) => a - b),
      );
      for (const { advice } of codes) assert.match(advice, /\.$/);
    }
  });

  it('are found by number, and unknown ones say so', () => {
    assert.match(closeCode(288).meaning, /replaced/);
    assert.match(connackCode(5).advice, /use-token-auth/);
    assert.match(closeCode(999).meaning, /unknown close code 999/);
    assert.match(connackCode(-1).meaning, /unknown CONNACK code -1/);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalog, kindNamed } from '../../../src/wiotp/catalog.ts';
import { closeCodes } from '../../../src/wiotp/codes/closeCodes.ts';
import { connackCodes } from '../../../src/wiotp/codes/connackCodes.ts';
import { reasonCodes } from '../../../src/wiotp/codes/reasonCodes.ts';
import { closeCode, connackCode } from '../../../src/wiotp/codes.ts';
import { returnCodeMeaning, returnCodes } from '../../../src/wiotp/returnCodes.ts';

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

describe('the codes', () => {
  it('are listed once each, in order, with advice', () => {
    for (const codes of [closeCodes, connackCodes, reasonCodes, returnCodes]) {
      const numbers = codes.map(({ code }) => code);
      assert.deepEqual(
        numbers,
        [...new Set(numbers)].toSorted((a, b) => a - b),
      );
      for (const { advice } of codes) assert.match(advice, /\.$/);
    }
  });

  it('of MQTT 5 are all that its specification lists', () => {
    const successes = [0x00, 0x01, 0x02, 0x04, 0x10, 0x11, 0x18, 0x19];
    const failures = Array.from({ length: 0xa2 - 0x80 + 1 }, (_, at) => 0x80 + at);
    assert.deepEqual(
      reasonCodes.map(({ code }) => code),
      [...successes, ...failures],
    );
  });

  it('are all those that the platform is known to give', () => {
    const known = [0, 90, 91, 92, 93, 94, 95, 96, 104, 105, 154, 160, 163, 164, 165, 166, 167, 169, 170, 173, 175, 176, 177, 178, 180];
    const ofMqtt = [271, 276, 282, 284, 286, 287, 288, 289, 291, 292, 293, 294];
    assert.deepEqual(
      closeCodes.map(({ code }) => code),
      [...known, ...ofMqtt],
    );
    const ofCatalog = catalog.flatMap(({ answer }) => answer?.codes ?? []).map(({ rc }) => rc);
    for (const rc of ofCatalog) assert.ok(returnCodes.some(({ code }) => code === rc));
  });

  it('are found by number, and unknown ones say so', () => {
    assert.match(closeCode(288).meaning, /replaced/);
    assert.match(connackCode(5).advice, /use-token-auth/);
    assert.match(closeCode(999).meaning, /unknown close code 999/);
    assert.match(connackCode(-1).meaning, /unknown CONNACK code -1/);
  });
});

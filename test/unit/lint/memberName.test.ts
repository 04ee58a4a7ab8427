import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { misspelling, sureName } from '../../../src/lint/memberName.ts';

const names = ['reqId', 'rc', 'latitude', 'longitude', 'typeId', 'd'];

const cases: readonly (readonly [string, string | undefined])[] = [
  ['reqID', 'reqId'],
  ['req_id', 'reqId'],
  ['request-id', 'reqId'],
  ['response_code', 'rc'],
  ['lat', 'latitude'],
  ['lng', 'longitude'],
  ['device_type', 'typeId'],
  ['D', 'd'],
  ['reqIdd', undefined],
  ['constructor', undefined],
  ['l'.repeat(100_000), undefined],
];

describe('the name that is certainly meant', () => {
  for (const [name, expected] of cases) {
    it(`by ${name.slice(0, 20)} is ${expected ?? 'none'}`, () => assert.equal(sureName(name, names), expected));
  }

  it('is none of those that are not asked for', () => assert.equal(sureName('lat', ['longitude']), undefined));
});

describe('misspelling', () => {
  it('finds the member that stands for a missing one', () => assert.equal(misspelling({ a: 1, reqid: 'r' }, 'reqId'), 'reqid'));

  it('finds none beside the right one, and none in what is no object', () => {
    assert.equal(misspelling({ reqid: 'r', reqId: 'r' }, 'reqId'), undefined);
    assert.equal(misspelling(['reqid'], 'reqId'), undefined);
  });
});

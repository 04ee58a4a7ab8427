import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nearest } from '../../../src/wiotp/nearest.ts';

const names = ['lifetime', 'supports', 'deviceInfo', 'metadata', 'd'];

const cases: readonly (readonly [string, string | undefined])[] = [
  ['lifeTime', 'lifetime'],
  ['lifetme', 'lifetime'],
  ['liftime', 'lifetime'],
  ['lifetimes', 'lifetime'],
  ['deviceinfo', 'deviceInfo'],
  ['meta', undefined],
  ['timeout', undefined],
  ['x', undefined],
  ['D', 'd'],
  ['l'.repeat(100_000), undefined],
];

describe('nearest', () => {
  for (const [name, expected] of cases) {
    it(`takes ${name.slice(0, 20)} for ${expected ?? 'nothing'}`, () => assert.equal(nearest(name, names), expected));
  }
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { leavesFolder } from '../../../../src/lint/files/leavesFolder.ts';

const cases: readonly (readonly [path: string, leaves: boolean])[] = [
  ['a.json', false],
  ['./schemas/a.json', false],
  ['schemas/../a.json', false],
  ['schemas\\..\\a.json', false],
  ['a..b/...json', false],
  ['../a.json', true],
  ['a/../../b.json', true],
  ['a\\..\\..\\b.json', true],
  ['/etc/a.json', true],
  ['C:\\a.json', true],
  ['\\\\server\\a.json', true],
];

describe('leavesFolder', () => {
  for (const [path, leaves] of cases) it(`is ${leaves} for ${path}`, () => assert.equal(leavesFolder(path), leaves));
});

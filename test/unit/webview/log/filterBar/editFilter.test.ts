import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasTerm, withoutTerm, withTerm } from '../../../../../src/webview/log/filterBar/editFilter.ts';

const term = 'problem:any';

const additions = [
  ['', 'problem:any'],
  ['climate', 'climate problem:any'],
  ['a or b', '(a or b) problem:any'],
  ['kind:dm.* problem:any', 'kind:dm.* problem:any'],
  ['(never closed', 'problem:any'],
] as const;

for (const [before, after] of additions) {
  test(`"${before}" that demands ${term} as well is "${after}"`, () => {
    assert.equal(withTerm(before, term), after);
    assert.ok(hasTerm(after, term));
  });
}

const removals = [
  ['problem:any', ''],
  ['climate problem:any', 'climate'],
  ['(a or b) problem:any', 'a or b'],
  ['problem:any kind:dm.* client:t-100', 'kind:dm.* client:t-100'],
] as const;

for (const [before, after] of removals) {
  test(`"${before}" without ${term} is "${after}"`, () => {
    assert.equal(withoutTerm(before, term), after);
    assert.ok(!hasTerm(after, term));
  });
}

test('an alternative or a denial demands nothing', () => {
  assert.ok(!hasTerm('climate or problem:any', term));
  assert.ok(!hasTerm('-problem:any', term));
});

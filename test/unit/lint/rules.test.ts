import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleAnchor, rules, type Rule } from '../../../src/lint/rules.ts';
import { lint } from './support.ts';

describe('rules', () => {
  for (const [id, { severity, example }] of Object.entries<Rule>(rules)) {
    if (example === undefined) continue;
    it(`${id} reports its wrong example and not its right one`, () => {
      const reported = lint(example.kind, example.wrong).filter(({ rule }) => rule === id);
      assert.equal(reported.length, 1);
      assert.equal(reported[0]?.severity, severity);
      assert.deepEqual(lint(example.kind, example.right), []);
    });
  }

  it('have a place of their own each in docs/rules.md', () => {
    const anchors = Object.keys(rules).map(ruleAnchor);
    assert.equal(new Set(anchors).size, anchors.length);
    assert.equal(ruleAnchor('dm/reqId-missing'), 'dmreqid-missing');
  });
});

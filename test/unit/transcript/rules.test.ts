import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixAll } from '../../../src/lint/fixAll.ts';
import type { Rule } from '../../../src/lint/rule.ts';
import { rules } from '../../../src/lint/rules.ts';
import { lint } from './support.ts';

describe('rules of transcripts', () => {
  for (const [id, { severity, example }] of Object.entries<Rule>(rules)) {
    if (example === undefined || !('transcript' in example)) continue;
    const { transcript: form, wrong, right } = example;

    it(`${id} reports its wrong example and not its right one`, () => {
      const reported = lint(wrong, { form }).filter(({ rule }) => rule === id);
      assert.equal(reported.length, 1);
      assert.equal(reported[0]?.severity, severity);
      assert.deepEqual(lint(right, { form }), []);
    });

    it(`${id} reports nothing besides in its wrong example`, () => {
      assert.deepEqual([...new Set(lint(wrong, { form }).map(({ rule }) => rule))], [id]);
    });

    it(`${id} is gone when its fix is made`, () => {
      const problems = lint(wrong, { form });
      if (problems.every(({ fix }) => fix === undefined)) return;
      assert.deepEqual(lint(fixAll(wrong, problems), { form }), []);
    });

    it(`${id} can be turned off and made an error`, () => {
      const as = (chosen: 'off' | 'error') => lint(wrong, { form, options: { limits: 'standard', rules: { [id]: chosen } } });
      assert.deepEqual(as('off'), []);
      assert.equal(as('error')[0]?.severity, 'error');
    });
  }
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintMessage } from '../../../src/lint/lintMessage.ts';
import { defaultLintOptions } from '../../../src/lint/options.ts';
import type { Problem } from '../../../src/lint/problem.ts';
import type { Rule, RuleExample } from '../../../src/lint/rule.ts';
import { ruleAnchor, rules } from '../../../src/lint/rules.ts';
import { fixed, lint } from './support.ts';

const all = Object.entries<Rule>(rules);

/** What no text of its own shows: it takes a schema of the user's, another file, or a keyword that our schemas do not use. */
const needsMoreThanAText = ['transcript/include', 'schema/form', 'file/settings'];
const withoutExample = (id: string) => id.startsWith('own/') || needsMoreThanAText.includes(id);

describe('rules', () => {
  for (const [id, { severity, example }] of all) {
    if (example === undefined || 'transcript' in example || 'file' in example) continue;
    it(`${id} reports its wrong example once and nothing about its right one`, () => {
      const { wrong, right } = problemsOf(example);
      const reported = wrong.filter(({ rule }) => rule === id);
      assert.deepEqual(
        reported.map((problem) => problem.severity),
        [severity],
      );
      assert.deepEqual(right, []);
    });
  }

  for (const [id, { example }] of all) {
    if (example === undefined || 'transcript' in example || 'file' in example) continue;
    const problem = problemsOf(example).wrong.find(({ rule, fix }) => rule === id && fix !== undefined);
    if (problem === undefined) continue;
    it(`${id} is put right by its fix`, () => {
      const text = ('kind' in example ? example.wrong : example.wrong.text) ?? '';
      const after = fixed(text, problem);
      const wrong = 'kind' in example ? after : { ...example.wrong, text: after };
      assert.deepEqual(problemsOf({ ...example, wrong } as typeof example).wrong, []);
    });
  }

  it('have an example each', () => {
    for (const [id, { example }] of all) assert.equal(example === undefined, withoutExample(id), id);
  });

  it('are described in full sentences', () => {
    for (const [id, { title, description }] of all) {
      assert.match(title, /^[^.]+$/, id);
      assert.match(description, /^[A-Z0-9`][^]*[.]$/, id);
    }
  });

  it('have a place of their own each in docs/rules.md', () => {
    const anchors = Object.keys(rules).map(ruleAnchor);
    assert.equal(new Set(anchors).size, anchors.length);
    assert.equal(ruleAnchor('dm/reqId-missing'), 'dmreqid-missing');
  });
});

function problemsOf(example: Exclude<RuleExample, { transcript: unknown } | { file: unknown }>): {
  wrong: readonly Problem[];
  right: readonly Problem[];
} {
  if ('kind' in example) return { wrong: lint(example.kind, example.wrong), right: lint(example.kind, example.right) };
  const { wrong, right, ...decided } = example;
  const options = { ...defaultLintOptions, ...decided };
  return { wrong: lintMessage(wrong, options), right: lintMessage(right, options) };
}

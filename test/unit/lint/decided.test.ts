import assert from 'node:assert/strict';
import { it } from 'node:test';
import { decided } from '../../../src/lint/decided.ts';
import { defaultLintOptions } from '../../../src/lint/options.ts';
import type { Problem } from '../../../src/lint/problem.ts';

const problem: Problem = { rule: 'own/payload', severity: 'error', message: '', range: { start: 0, end: 0 } };

const cases = [
  [{}, ['error']],
  [{ 'own/payload': 'hint' }, ['hint']],
  [{ 'own/payload': 'off' }, []],
  [{ 'own/filter': 'off' }, ['error']],
] as const;

for (const [rules, expected] of cases) {
  it(`makes of an error ${expected[0] ?? 'nothing'} by ${JSON.stringify(rules)}`, () => {
    assert.deepEqual(
      decided([problem], { ...defaultLintOptions, rules }).map(({ severity }) => severity),
      expected,
    );
  });
}

it('does not take names that every object has for decisions', () => {
  const inherited = { ...problem, rule: 'constructor' };
  assert.deepEqual(decided([inherited], defaultLintOptions), [inherited]);
});

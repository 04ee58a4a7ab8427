import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixAll } from '../../../../src/lint/fixAll.ts';
import { defaultLintOptions } from '../../../../src/lint/options.ts';
import type { Problem } from '../../../../src/lint/problem.ts';
import type { Rule } from '../../../../src/lint/rule.ts';
import { rules } from '../../../../src/lint/rules.ts';
import { lintWorkbenchFile } from '../../../../src/profiles/check/lintWorkbenchFile.ts';

describe('rules of the files of the workbench', () => {
  for (const [id, { severity, example }] of Object.entries<Rule>(rules)) {
    if (example === undefined || !('file' in example)) continue;
    const { file: type, wrong, right } = example;
    const lint = (text: string, chosen: Readonly<Record<string, 'off' | 'error'>> = {}): readonly Problem[] =>
      lintWorkbenchFile(text, { type }, { ...defaultLintOptions, rules: chosen });

    it(`${id} reports its wrong example, nothing besides, and not its right one`, () => {
      const reported = lint(wrong);
      assert.deepEqual(
        reported.map((problem) => [problem.rule, problem.severity]),
        [[id, severity]],
      );
      assert.deepEqual(lint(right), []);
    });

    const fixable = lint(wrong).filter(({ fix }) => fix !== undefined);
    if (fixable.length > 0) it(`${id} is gone when its fix is made`, () => assert.deepEqual(lint(fixAll(wrong, fixable)), []));

    it(`${id} can be turned off and made an error`, () => {
      assert.deepEqual(lint(wrong, { [id]: 'off' }), []);
      assert.equal(lint(wrong, { [id]: 'error' })[0]?.severity, 'error');
    });
  }
});

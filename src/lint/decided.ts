import type { LintOptions } from './options.ts';
import type { Problem } from './problem.ts';

/** Problems with the severities that the user chose; without those whose rules are off. */
export function decided(problems: readonly Problem[], { rules }: LintOptions): readonly Problem[] {
  return problems.flatMap((problem) => {
    const severity = Object.hasOwn(rules, problem.rule) ? rules[problem.rule] : undefined;
    if (severity === 'off') return [];
    return severity === undefined || severity === problem.severity ? [problem] : [{ ...problem, severity }];
  });
}

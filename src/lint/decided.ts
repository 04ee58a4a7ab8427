import type { LintOptions } from './options.ts';
import type { Problem } from './problem.ts';

/** Problems with the severities that the user chose; without those whose rules are off. */
export function decided<P extends Pick<Problem, 'rule' | 'severity'>>(problems: readonly P[], { rules }: LintOptions): readonly P[] {
  return problems.flatMap((problem) => {
    const severity = Object.hasOwn(rules, problem.rule) ? rules[problem.rule] : undefined;
    if (severity === 'off') return [];
    return severity === undefined || severity === problem.severity ? [problem] : [{ ...problem, severity }];
  });
}

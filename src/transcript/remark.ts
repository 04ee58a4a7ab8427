import { decided } from '../lint/decided.ts';
import type { LintOptions } from '../lint/options.ts';
import type { Problem } from '../lint/problem.ts';
import { rules, type RuleId } from '../lint/rules.ts';

/** A problem before anybody knows how much it weighs. */
export type Remark = Omit<Problem, 'severity' | 'rule'> & { readonly rule: RuleId };

/** Takes what is found wrong. */
export type Report = (remark: Remark) => void;

/** The problem that a remark becomes under these options; `undefined` when its rule is off. */
export function problemOf(remark: Remark, options: LintOptions): Problem | undefined {
  return decided([{ ...remark, severity: rules[remark.rule].severity }], options)[0];
}

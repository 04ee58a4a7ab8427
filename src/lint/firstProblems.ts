import { decided } from './decided.ts';
import { mostShown } from './mostShown.ts';
import type { LintOptions } from './options.ts';
import type { Problem, Severity } from './problem.ts';
import { rules } from './rules.ts';

const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, hint: 2 };

/** The problems in the order of their places; of more than a thousand the gravest, with one that counts the others. */
export function firstProblems(problems: readonly Problem[], options: LintOptions): readonly Problem[] {
  const inOrder = problems.toSorted((a, b) => a.range.start - b.range.start);
  if (inOrder.length <= mostShown) return inOrder;
  const shown = inOrder.toSorted((a, b) => weight[a.severity] - weight[b.severity]).slice(0, mostShown);
  const left = problems.length - mostShown;
  const message = `${left} more ${left === 1 ? 'problem is' : 'problems are'} not shown. Put the others right first.`;
  const more: Problem = { rule: 'json/more', severity: rules['json/more'].severity, message, range: { start: 0, end: 0 } };
  return [...decided([more], options), ...shown.toSorted((a, b) => a.range.start - b.range.start)];
}

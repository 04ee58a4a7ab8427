import { decided } from '../../lint/decided.ts';
import { firstProblems } from '../../lint/firstProblems.ts';
import { readForm } from '../../lint/form/readForm.ts';
import type { LintOptions } from '../../lint/options.ts';
import type { Problem } from '../../lint/problem.ts';
import { rules } from '../../lint/rules.ts';
import { lengthFault } from '../shared/readSharedProfiles.ts';
import { inProfiles } from './inProfiles.ts';

/** Checks a file of shared profiles. Never throws and always ends. Problems come in the order of their places in the text; of very many the gravest. */
export function lintProfiles(text: string, options: LintOptions): readonly Problem[] {
  const problems = tooLong(text) ?? readForm(text, inProfiles).problems;
  return firstProblems(decided(problems, options), options);
}

function tooLong(text: string): readonly Problem[] | undefined {
  const message = lengthFault(text);
  if (message === undefined) return undefined;
  return [{ rule: 'profiles/value', severity: rules['profiles/value'].severity, message, range: { start: 0, end: 0 } }];
}

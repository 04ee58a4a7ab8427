import { decided } from '../../lint/decided.ts';
import { firstProblems } from '../../lint/firstProblems.ts';
import { readForm } from '../../lint/form/readForm.ts';
import type { LintOptions } from '../../lint/options.ts';
import type { Problem } from '../../lint/problem.ts';
import { inProfiles } from './inProfiles.ts';

/** Checks a file of shared profiles. Never throws and always ends. Problems come in the order of their places in the text; of very many the gravest. */
export function lintProfiles(text: string, options: LintOptions): readonly Problem[] {
  const { problems } = readForm(text, inProfiles);
  return firstProblems(decided(problems, options), options);
}

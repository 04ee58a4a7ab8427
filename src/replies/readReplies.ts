import { readForm } from '../lint/form/readForm.ts';
import type { Problem } from '../lint/problem.ts';
import { inForm } from './check/inForm.ts';
import { entriesIn, ruleOf } from './replyFile.ts';
import type { ReplyRule } from './replyRule.ts';

/** What a replies file comes to. */
export interface ReadReplies {
  /** In the order of the file; none of a file with a fault. */
  readonly rules: readonly ReplyRule[];
  /** Why the file cannot be used, in the order of the places in the text. What is merely unwise is no fault; the linter tells it. */
  readonly faults: readonly Problem[];
}

/**
 * Reads a replies file. One fault makes all of it unusable: rules count in their order, and without one of them another would
 * answer in its place. Never throws and always ends.
 */
export function readReplies(text: string): ReadReplies {
  const { value, problems } = readForm(text, inForm);
  const faults = problems.filter(({ severity }) => severity === 'error');
  const entries = faults.length > 0 ? [] : entriesIn(value);
  return { rules: entries.flatMap((entry) => (entry === undefined ? [] : [ruleOf(entry)])), faults };
}

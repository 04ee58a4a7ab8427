import { formFindings, type FormRules } from '../../lint/form/formFindings.ts';
import type { FormCheck } from '../../lint/form/readForm.ts';
import { repliesForm } from '../replyForm.ts';

const effect = 'No rule of this file counts.';

const rules: FormRules = { value: 'replies/value', missing: 'replies/missing', unknownMember: 'replies/unknown-member', effect };

/** What is wrong with the form of a replies file. All that keeps one from being used is found here. */
export const inForm: FormCheck = { find: (file) => formFindings(file, repliesForm, rules), effect };

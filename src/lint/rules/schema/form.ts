import { consequence } from '../../consequence.ts';
import { memberIs } from '../../wording.ts';
import type { Tell } from './issue.ts';

/** `schema/form`: a value that breaks a keyword that has no words of its own. */
export const form: Tell = ({ kind, payload, context, path, value }) => ({
  rule: 'schema/form',
  message: `${memberIs(path, value)}, which has none of the forms that the protocol allows there. ${consequence({ kind, payload, context })}`,
  place: { path, part: 'value' },
});

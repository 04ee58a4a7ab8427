import { consequence } from '../../consequence.ts';
import { pathText } from '../../wording.ts';
import type { Tell } from './issue.ts';

const units: Readonly<Record<string, string>> = { minLength: 'character', minItems: 'entry', minProperties: 'member' };

/** `schema/empty`: an empty text, list or object; the schemas ask for one element and no more. */
export const empty: Tell = ({ kind, payload, context, path, keyword }) => ({
  rule: 'schema/empty',
  message: `${pathText(path)} is empty; it needs at least one ${units[keyword] ?? 'part'}. ${consequence({ kind, payload, context })}`,
  place: { path, part: 'value' },
});

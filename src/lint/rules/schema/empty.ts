import { consequence } from '../../consequence.ts';
import { pathText } from '../../wording.ts';
import type { Translate } from './issue.ts';

/** `schema/empty`: an empty text (`minLength`) or list (`minItems`); the schemas ask for one element and no more. */
export const empty: Translate = ({ kind, payload, path, keyword }) => ({
  rule: 'schema/empty',
  message: `${pathText(path)} is empty; it needs at least one ${keyword === 'minItems' ? 'entry' : 'character'}. ${consequence(kind, payload)}`,
  place: { path, part: 'value' },
});

import { consequence } from '../../consequence.ts';
import { alternatives, pathText, valueText } from '../../wording.ts';
import type { Translate } from './issue.ts';

/** `schema/enum`: a value that is not one of the few allowed ones. */
export const enumeration: Translate = ({ kind, payload, path, value, params }) => {
  const allowed = Array.isArray(params['allowedValues']) ? params['allowedValues'] : [];
  return {
    rule: 'schema/enum',
    message: `${pathText(path)} is ${valueText(value)}; it must be ${alternatives(allowed)}. ${consequence(kind, payload)}`,
    place: { path, part: 'value' },
  };
};

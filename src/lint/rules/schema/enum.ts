import { memberNumbers } from '../../../wiotp/codes/memberNumbers.ts';
import { consequence } from '../../consequence.ts';
import type { Path } from '../../finding.ts';
import { member, valueAt } from '../../json.ts';
import { alternatives, memberIs } from '../../wording.ts';
import type { Tell } from './issue.ts';

/** `schema/enum`: a value that is not one of the few allowed ones. */
export const enumeration: Tell = ({ kind, payload, context, path, value, params }) => {
  const allowed = Array.isArray(params['allowedValues']) ? params['allowedValues'] : [];
  return {
    rule: 'schema/enum',
    message: `${memberIs(path, value)}; it must be ${alternatives(allowed)}. ${consequence({ kind, payload, context })} ${advice(nameOf(payload, path))}`,
    place: { path, part: 'value' },
  };
};

/** The member, or the attribute whose value it is. */
function nameOf(payload: unknown, path: Path): string {
  if (path.at(-1) !== 'value') return String(path.at(-1));
  const field = member(valueAt(payload, path.slice(0, -1)), 'field');
  return typeof field === 'string' ? field.slice(field.lastIndexOf('.') + 1) : '';
}

function advice(name: string): string {
  const words = Object.entries(memberNumbers).find(([member]) => member === name)?.[1];
  if (words === undefined) return 'Send one of these.';
  const told = words.map((word, number) => `${number} (${word})`);
  return `Send ${told.slice(0, -1).join(', ')} or ${told.at(-1) ?? ''}.`;
}

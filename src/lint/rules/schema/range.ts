import { consequence } from '../../consequence.ts';
import { memberIs } from '../../wording.ts';
import type { Tell } from './issue.ts';

/** `schema/range`: a number that is too small or too large. */
export const range: Tell = ({ kind, payload, context, path, value, params }) => {
  const bound = boundText(String(params['comparison']), String(params['limit']));
  return {
    rule: 'schema/range',
    message: `${memberIs(path, value)}; it must be ${bound}. ${consequence({ kind, payload, context })} Send ${bound}.`,
    place: { path, part: 'value' },
  };
};

function boundText(comparison: string, limit: string): string {
  if (comparison === '>=') return `${limit} or more`;
  if (comparison === '<=') return `${limit} or less`;
  return `${comparison === '>' ? 'more' : 'less'} than ${limit}`;
}

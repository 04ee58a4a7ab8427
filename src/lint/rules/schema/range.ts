import { consequence } from '../../consequence.ts';
import { pathText, valueText } from '../../wording.ts';
import type { Translate } from './issue.ts';

/** `schema/range`: a number below `minimum` or above `maximum`. */
export const range: Translate = ({ kind, payload, path, value, keyword, params }) => {
  const bound = `${keyword === 'minimum' ? 'at least' : 'at most'} ${String(params['limit'])}`;
  return {
    rule: 'schema/range',
    message: `${pathText(path)} is ${valueText(value)}; it must be ${bound}. ${consequence(kind, payload)}${swapped(path.at(-1), value)}`,
    place: { path, part: 'value' },
  };
};

function swapped(name: string | number | undefined, value: unknown): string {
  const canBeLongitude = name === 'latitude' && typeof value === 'number' && Math.abs(value) <= 180;
  return canBeLongitude ? ' Check whether latitude and longitude are swapped.' : '';
}

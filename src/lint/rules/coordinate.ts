import { consequence } from '../consequence.ts';
import { exchange } from '../finding.ts';
import { valueAt } from '../json.ts';
import { pathText } from '../wording.ts';
import type { Translate } from './schema/issue.ts';

/** `schema/range` for a latitude that can only be a longitude, next to a longitude that can be a latitude [EC]. */
export const coordinate: Translate = ({ kind, payload, context, path, value }) => {
  if (path.at(-1) !== 'latitude' || typeof value !== 'number' || Math.abs(value) > 180) return undefined;
  const longitudePath = [...path.slice(0, -1), 'longitude'];
  const longitude = valueAt(payload, longitudePath);
  if (typeof longitude !== 'number' || Math.abs(longitude) > 90) return undefined;
  const place = { path, part: 'value' } as const;
  return {
    rule: 'schema/range',
    message:
      `${pathText(path)} is ${value}; it must be between -90 and 90, and the longitude of ${longitude} would do. ` +
      `${consequence({ kind, payload, context })} Swap latitude and longitude.`,
    place,
    fix: { title: 'Swap latitude and longitude', ...exchange(place, { path: longitudePath, part: 'value' }) },
  };
};

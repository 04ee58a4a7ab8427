import { consequence } from '../../consequence.ts';
import { pathText } from '../../wording.ts';
import type { Tell } from './issue.ts';

const units: Readonly<Record<string, string>> = { maxLength: 'characters', maxItems: 'entries', maxProperties: 'members' };

/** `schema/too-long`: a text, list or object with more in it than allowed. */
export const tooLong: Tell = ({ kind, payload, context, path, value, keyword, params }) => ({
  rule: 'schema/too-long',
  message:
    `${pathText(path)} has ${sizeOf(value)} ${units[keyword] ?? 'parts'}; at most ${String(params['limit'])} are allowed. ` +
    consequence({ kind, payload, context }),
  place: { path, part: 'value' },
});

function sizeOf(value: unknown): number {
  // As JSON Schema counts: code points.
  if (typeof value === 'string') return Array.from(value).length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

import { consequence } from '../../consequence.ts';
import { at, replaceWith, wrapIn, type PlacedFix } from '../../finding.ts';
import { isObject } from '../../json.ts';
import { memberIs } from '../../wording.ts';
import type { Issue, Tell } from './issue.ts';

const typeNames: Readonly<Record<string, string>> = {
  integer: 'an integer',
  number: 'a number',
  string: 'text in quotes',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
};

const jsonNumber = /^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$/;

/** Longer texts are not read to see what is in them. */
const longestInner = 100_000;

/** `schema/type`: a value of the wrong type, with a fix where quotes are all that is wrong. */
export const type: Tell = (issue) => {
  const wanted = String(issue.params['type']);
  const fix = fixOf(issue, wanted);
  const what = `${memberIs(issue.path, issue.value)}; it must be ${typeNames[wanted] ?? wanted}.`;
  const cause = fix?.isTwice === true ? ' The object was turned into text twice.' : '';
  return {
    rule: 'schema/type',
    message: `${what}${cause} ${consequence(issue)} ${fix?.title ?? remedy(issue, wanted)}.`,
    place: { path: issue.path, part: 'value' },
    ...(fix === undefined ? {} : { fix }),
  };
};

function fixOf({ path, value }: Issue, wanted: string): (PlacedFix & { readonly isTwice?: true }) | undefined {
  const place = { path, part: 'value' } as const;
  if (typeof value === 'string' && wanted === 'object' && isObject(parsed(value))) {
    return { title: 'Send the object itself', isTwice: true, ...at(place, replaceWith(value)) };
  }
  if (typeof value === 'string' && converts(value, wanted)) return { title: 'Remove the quotes', ...at(place, replaceWith(value)) };
  if (typeof value === 'number' && wanted === 'string') return { title: 'Put it in quotes', ...at(place, wrapIn('"', '"')) };
  return undefined;
}

/** What to send instead, without the full stop. */
function remedy({ path }: Issue, wanted: string): string {
  const name = path.findLast((step) => typeof step === 'string');
  if (wanted === 'object' && name === 'fields') return 'Send an object with the member field, such as {"field": "location"}';
  if (wanted === 'object' && name === 'supports') return 'Send an object such as {"deviceActions": true, "firmwareActions": false}';
  if (wanted === 'object') return 'Send an object, in braces';
  return `Send ${typeNames[wanted] ?? wanted}${wanted === 'array' ? ', in brackets' : ''}`;
}

function converts(text: string, wanted: string): boolean {
  if (wanted === 'boolean') return text === 'true' || text === 'false';
  if (wanted === 'number') return jsonNumber.test(text);
  return wanted === 'integer' && jsonNumber.test(text) && Number.isInteger(Number(text));
}

function parsed(text: string): unknown {
  if (text.length > longestInner) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

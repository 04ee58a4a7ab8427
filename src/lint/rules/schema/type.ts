import { consequence } from '../../consequence.ts';
import { replaceWith, wrapIn, type PlacedFix } from '../../finding.ts';
import { pathText, valueText } from '../../wording.ts';
import type { Issue, Translate } from './issue.ts';

const typeNames: Readonly<Record<string, string>> = {
  integer: 'an integer',
  number: 'a number',
  string: 'text in quotes',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
};

const jsonNumber = /^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$/;

/** `schema/type`: a value of the wrong type, with a fix where quotes are all that is wrong. */
export const type: Translate = (issue) => {
  const wanted = String(issue.params['type']);
  const fix = fixOf(issue, wanted);
  const what = `${pathText(issue.path)} is ${valueText(issue.value)}; it must be ${typeNames[wanted] ?? wanted}.`;
  const advice = fix === undefined ? '' : ` ${fix.title}.`;
  return {
    rule: 'schema/type',
    message: `${what} ${consequence(issue.kind, issue.payload)}${advice}`,
    place: { path: issue.path, part: 'value' },
    ...(fix === undefined ? {} : { fix }),
  };
};

function fixOf({ path, value }: Issue, wanted: string): PlacedFix | undefined {
  const place = { path, part: 'value' } as const;
  if (typeof value === 'string' && converts(value, wanted)) return { title: 'Remove the quotes', place, edits: replaceWith(value) };
  if (typeof value === 'number' && wanted === 'string') return { title: 'Put it in quotes', place, edits: wrapIn('"', '"') };
  return undefined;
}

function converts(text: string, wanted: string): boolean {
  if (wanted === 'boolean') return text === 'true' || text === 'false';
  if (wanted === 'number') return jsonNumber.test(text);
  return wanted === 'integer' && jsonNumber.test(text) && Number.isInteger(Number(text));
}

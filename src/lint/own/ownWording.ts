import type { Path, Place } from '../finding.ts';
import { isObject } from '../json.ts';
import { nearest } from '../../wiotp/nearest.ts';
import { alternatives, memberIs, pathText as textOfPath, quoted } from '../wording.ts';
import { formatNames } from './formatNames.ts';
import type { OwnError } from './ownError.ts';

/** An error with the place it is about. */
export interface OwnIssue extends OwnError {
  readonly path: Path;
}

/** What an error means: what is there, what the schema wants (both parts of one sentence), and where to show it. */
export interface Wording {
  readonly is: string;
  readonly must: string;
  readonly place: Place;
}

type Say = (issue: OwnIssue) => Wording;

/** Payloads can be nested thousands of levels deep; so many steps of a path are told, the last ones. */
const mostSteps = 12;

/** Enumerations can be long. */
const mostListed = 12;

const typeNames: Readonly<Record<string, string>> = {
  integer: 'an integer',
  number: 'a number',
  string: 'text in quotes',
  boolean: 'true or false',
  object: 'an object',
  array: 'an array',
  null: 'null',
};

const byKeyword: Readonly<Record<string, Say>> = {
  type: (issue) => value(issue, `it must be ${typesOf(issue)}`),
  enum: (issue) => value(issue, `it must be ${listed(issue.params['allowedValues'])}`),
  const: (issue) => value(issue, `it must be ${jsonText(issue.params['allowedValue'])}`),
  minimum: (issue) => value(issue, `it must be at least ${limitOf(issue)}`),
  maximum: (issue) => value(issue, `it must be at most ${limitOf(issue)}`),
  exclusiveMinimum: (issue) => value(issue, `it must be more than ${limitOf(issue)}`),
  exclusiveMaximum: (issue) => value(issue, `it must be less than ${limitOf(issue)}`),
  multipleOf: (issue) => value(issue, `it must be a multiple of ${String(issue.params['multipleOf'])}`),
  pattern: (issue) => value(issue, `it must match the pattern ${cut(String(issue.params['pattern']))}`),
  format: (issue) => value(issue, `it must be ${formatOf(String(issue.params['format']))}`),
  not: (issue) => value(issue, 'it must not be what "not" excludes'),
  anyOf: (issue) => value(issue, `it must be one of ${countOf(issue)} alternatives, and is none of them`),
  oneOf: (issue) => value(issue, exactlyOne(issue)),
  minLength: (issue) => amount(issue, 'character', 'at least'),
  maxLength: (issue) => amount(issue, 'character', 'at most'),
  minItems: (issue) => amount(issue, 'entry', 'at least'),
  maxItems: (issue) => amount(issue, 'entry', 'at most'),
  minProperties: (issue) => amount(issue, 'member', 'at least'),
  maxProperties: (issue) => amount(issue, 'member', 'at most'),
  items: tooManyItems,
  additionalItems: tooManyItems,
  unevaluatedItems: tooManyItems,
  uniqueItems,
  contains,
  required: (issue) => missing(issue, 'it must be there'),
  dependentRequired: (issue) => missing(issue, dependent(issue)),
  dependencies: (issue) => missing(issue, dependent(issue)),
  additionalProperties: (issue) => unknownMember(issue, String(issue.params['additionalProperty'])),
  unevaluatedProperties: (issue) => unknownMember(issue, String(issue.params['unevaluatedProperty'])),
  propertyNames: (issue) => memberName(issue, String(issue.params['propertyName'])),
  'false schema': ({ path }) => ({
    is: `${pathText(path)} is there`,
    must: 'it must not be',
    place: { path, part: path.length === 0 ? 'value' : 'key' },
  }),
};

/** Puts an error into words; one of a keyword that we do not know is told by its name. */
export function wordingOf(issue: OwnIssue): Wording {
  const say = Object.hasOwn(byKeyword, issue.keyword) ? byKeyword[issue.keyword] : undefined;
  return say === undefined ? value(issue, `it must be what ${quoted(issue.keyword)} asks for`) : say(issue);
}

function value({ path, data }: OwnIssue, must: string): Wording {
  return { is: memberIs(path, data, pathText(path)), must, place: { path, part: 'value' } };
}

function amount(issue: OwnIssue, of: 'character' | 'entry' | 'member', bound: string): Wording {
  const { path, data } = issue;
  return {
    is: `${pathText(path)} has ${counted(sizeOf(data), of)}`,
    must: `it must have ${bound} ${limitOf(issue)}`,
    place: valueAt(path),
  };
}

function tooManyItems(issue: OwnIssue): Wording {
  const { path, data } = issue;
  const limit = Number(issue.params['limit'] ?? issue.params['len']);
  const place = valueAt(Number.isInteger(limit) ? [...path, limit] : path);
  return { is: `${pathText(path)} has ${counted(sizeOf(data), 'entry')}`, must: `it must have at most ${limitOf(issue)}`, place };
}

function uniqueItems({ path, params }: OwnIssue): Wording {
  const [first, second] = [Number(params['j']), Number(params['i'])].sort((a, b) => a - b);
  const entry = (at = 0): Path => [...path, at];
  return {
    is: `${pathText(entry(second))} is equal to ${pathText(entry(first))}`,
    must: `no two entries may be equal`,
    place: valueAt(entry(second)),
  };
}

function contains({ path, params }: OwnIssue): Wording {
  const { minContains: least, maxContains: most } = params;
  const bounds = most === undefined ? `at least ${Number(least)}` : `${Number(least)} to ${Number(most)}`;
  return {
    is: `${pathText(path)} does not hold what it must`,
    must: `${bounds} of its entries must fit what "contains" asks for`,
    place: valueAt(path),
  };
}

function missing({ path, params }: OwnIssue, must: string): Wording {
  const name = pathText([...path, String(params['missingProperty'])]);
  return { is: `${name} is missing`, must, place: { path, part: 'object' } };
}

function dependent({ path, params }: OwnIssue): string {
  return `it must be there when ${pathText([...path, String(params['property'])])} is`;
}

function unknownMember({ path, data, parentSchema }: OwnIssue, name: string): Wording {
  const known = isObject(parentSchema) && isObject(parentSchema['properties']) ? Object.keys(parentSchema['properties']) : [];
  const meant = nearest(
    name,
    known.filter((candidate) => isObject(data) && !Object.hasOwn(data, candidate)),
  );
  const advice = meant === undefined ? '' : ` (did you mean ${quoted(meant)}?)`;
  return {
    is: `${pathText(path)} has a member ${quoted(name)}`,
    must: `it has none of that name${advice}`,
    place: { path: [...path, name], part: 'key' },
  };
}

function memberName({ path }: OwnIssue, name: string): Wording {
  return {
    is: `${pathText(path)} has a member ${quoted(name)}`,
    must: 'its members have names of another form',
    place: { path: [...path, name], part: 'key' },
  };
}

function exactlyOne(issue: OwnIssue): string {
  const fitting = issue.params['passingSchemas'];
  if (!Array.isArray(fitting)) return `it must be one of ${countOf(issue)} alternatives, and is none of them`;
  const numbers = fitting.map((at) => String(Number(at) + 1)).join(' and ');
  return `it must be exactly one of ${countOf(issue)} alternatives, and is more: numbers ${numbers}`;
}

function countOf({ schema }: OwnIssue): string {
  return Array.isArray(schema) ? String(schema.length) : 'several';
}

function typesOf({ params: { type } }: OwnIssue): string {
  const names = (Array.isArray(type) ? type : [type]).map((name) => typeNames[String(name)] ?? String(name));
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} or ${last}`;
}

function limitOf({ params }: OwnIssue): string {
  return String(params['limit'] ?? params['len']);
}

function formatOf(format: string): string {
  return formatNames[format] ?? `of the format ${quoted(format)}`;
}

function pathText(path: Path): string {
  return path.length <= mostSteps ? textOfPath(path) : `… ${textOfPath(path.slice(-mostSteps))}`;
}

function listed(values: unknown): string {
  const all = Array.isArray(values) ? values : [];
  if (all.length <= mostListed) return alternatives(all.map((entry) => (isPlain(entry) ? entry : jsonText(entry))));
  const shown = all.slice(0, mostListed).map(jsonText);
  return `${shown.join(', ')} or one of ${all.length - mostListed} others`;
}

function isPlain(entry: unknown): boolean {
  return typeof entry !== 'object' || entry === null;
}

function jsonText(entry: unknown): string {
  return cut(JSON.stringify(entry));
}

function cut(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 80)}…`;
}

/** Characters of a text as JSON Schema counts them, entries of an array, members of an object. */
function sizeOf(data: unknown): number {
  if (typeof data === 'string') return codePoints(data);
  if (Array.isArray(data)) return data.length;
  return isObject(data) ? Object.keys(data).length : 0;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function counted(count: number, of: 'character' | 'entry' | 'member'): string {
  if (count === 1) return `1 ${of}`;
  return `${count} ${of === 'entry' ? 'entries' : `${of}s`}`;
}

function valueAt(path: Path): Place {
  return { path, part: 'value' };
}

import type { CatalogKind } from '../../../wiotp/catalog.ts';
import type { Finding } from '../../finding.ts';
import { knownMembers, validators, type SchemaError } from '../../generated/validators.js';
import { pathOfPointer, valueAt } from '../../json.ts';
import { dateTime } from '../dateTime.ts';
import { lifetime } from '../lifetime.ts';
import { oldForm } from '../oldForm.ts';
import { returnCode } from '../returnCode.ts';
import { supports } from '../supports.ts';
import { empty } from './empty.ts';
import { enumeration } from './enum.ts';
import type { Issue, Translate } from './issue.ts';
import { range } from './range.ts';
import { required } from './required.ts';
import { type } from './type.ts';
import { unknownMember } from './unknownMember.ts';

/** Rules that know more about a place than its keyword says. */
const special: readonly Translate[] = [oldForm, returnCode, lifetime, supports, dateTime];

const byKeyword: Readonly<Record<string, Translate>> = {
  type,
  required,
  minimum: range,
  maximum: range,
  enum: enumeration,
  minLength: empty,
  minItems: empty,
  additionalProperties: unknownMember,
};

/** Keywords that only sum up what the ones below them say. */
const summaries = new Set(['if', 'anyOf', 'const']);

/** How many broken keywords are put into words: a hostile payload can break tens of thousands. */
const maxIssues = 1000;

const none: readonly Finding[] = [];

/** What the schema of a kind finds in a payload, in words; of several about the same, the first is the one to show. */
export function schemaFindings(payload: unknown, kind: CatalogKind): readonly Finding[] {
  const validate = kind.schema === undefined ? undefined : validators[kind.schema];
  if (validate === undefined || validate(payload)) return none;
  const errors = heaviestFirst((validate.errors ?? []).filter((error) => !summaries.has(error.keyword)));
  const findings = errors.slice(0, maxIssues).flatMap((error) => translate(issueOf(error, payload, kind)) ?? []);
  return errors.length > maxIssues ? [...findings, more(errors.length - maxIssues)] : findings;
}

/** Wrong types first, since nothing else is worth saying about such a value; unknown members, mere hints, last. */
function heaviestFirst(errors: readonly SchemaError[]): readonly SchemaError[] {
  if (errors.length === 1) return errors;
  return [0, 1, 2].flatMap((weight) => errors.filter(({ keyword }) => weightOf(keyword) === weight));
}

function weightOf(keyword: string): number {
  if (keyword === 'type') return 0;
  return keyword === 'additionalProperties' ? 2 : 1;
}

function translate(issue: Issue): Finding | undefined {
  for (const rule of special) {
    const finding = rule(issue);
    if (finding !== undefined) return finding;
  }
  return byKeyword[issue.keyword]?.(issue);
}

function issueOf(error: SchemaError, payload: unknown, kind: CatalogKind): Issue {
  const path = pathOfPointer(payload, error.instancePath);
  return {
    kind,
    payload,
    path,
    value: valueAt(payload, path),
    keyword: error.keyword,
    params: error.params,
    knownMembers: knownMembers[`${kind.schema ?? ''}${error.schemaPath}`] ?? [],
  };
}

function more(left: number): Finding {
  return {
    rule: 'json/more',
    message: `${left} more ${left === 1 ? 'problem is' : 'problems are'} not shown. Put the others right first.`,
    place: { path: [], part: 'object' },
    about: [],
  };
}

import type { CatalogKind } from '../../../wiotp/catalog.ts';
import type { Finding } from '../../finding.ts';
import { knownMembers, maxErrors, validators, type SchemaError } from '../../generated/validators.js';
import { followPointer } from '../../json.ts';
import type { PayloadContext } from '../../payloadContext.ts';
import { coordinate } from '../coordinate.ts';
import { dateTime, timeNumber, timePattern } from '../dateTime.ts';
import { firmwarePlace } from '../firmwarePlace.ts';
import { lifetime } from '../lifetime.ts';
import { notification } from '../notification.ts';
import { oldForm } from '../oldForm.ts';
import { outsideD } from '../outsideD.ts';
import { reqIdMisspelt } from '../reqId.ts';
import { returnCode } from '../returnCode.ts';
import { supports } from '../supports.ts';
import { wrongTopic } from '../wrongTopic.ts';
import { empty } from './empty.ts';
import { enumeration } from './enum.ts';
import { form } from './form.ts';
import type { Issue, Tell, Translate } from './issue.ts';
import { memberName, pattern } from './pattern.ts';
import { range } from './range.ts';
import { required } from './required.ts';
import { tooLong } from './tooLong.ts';
import { type } from './type.ts';
import { unknownMember } from './unknownMember.ts';

/** Who puts a broken keyword into words: rules that know more about some places, and one that always can. */
const byKeyword: Readonly<Record<string, { readonly special?: readonly Translate[]; readonly plain: Tell }>> = {
  type: { special: [oldForm, returnCode, supports, notification, timeNumber], plain: type },
  required: { special: [oldForm, firmwarePlace], plain: required },
  minimum: { special: [lifetime, coordinate], plain: range },
  maximum: { special: [coordinate], plain: range },
  exclusiveMinimum: { plain: range },
  exclusiveMaximum: { plain: range },
  enum: { special: [returnCode, notification], plain: enumeration },
  format: { plain: dateTime },
  pattern: { special: [timePattern], plain: pattern },
  propertyNames: { plain: memberName },
  minLength: { plain: empty },
  minItems: { plain: empty },
  minProperties: { plain: empty },
  maxLength: { plain: tooLong },
  maxItems: { plain: tooLong },
  maxProperties: { plain: tooLong },
  additionalProperties: { special: [oldForm, supports, wrongTopic, reqIdMisspelt, outsideD, firmwarePlace], plain: unknownMember },
};

/** Keywords that only sum up what the ones below them say. */
const summaries = new Set(['if', 'anyOf', 'oneOf', 'const']);

const none: readonly Finding[] = [];

/** What the schema of a kind finds in a payload, in words; of several about the same, the first is the one to show. */
export function schemaFindings(payload: unknown, kind: CatalogKind, context: PayloadContext): readonly Finding[] {
  const validate = kind.schema === undefined ? undefined : validators[kind.schema];
  if (validate === undefined || validate(context.restBody === true ? { d: payload } : payload)) return none;
  const errors = context.restBody === true ? withoutD(validate.errors ?? []) : (validate.errors ?? []);
  const findings = heaviestFirst(telling(errors)).map((error) => translate(issueOf(error, payload, kind, context)));
  return errors.length < maxErrors ? findings : [...findings, more];
}

/** The errors of the member `d`, with the places that they have in its value. */
function withoutD(errors: readonly SchemaError[]): readonly SchemaError[] {
  return errors.map((error) => ({ ...error, instancePath: error.instancePath.slice('/d'.length) }));
}

/** The errors that say something of their own; where there are none, the summaries have to do. */
function telling(errors: readonly SchemaError[]): readonly SchemaError[] {
  const own = errors.filter(({ keyword, schemaPath }) => !summaries.has(keyword) && !schemaPath.includes('/propertyNames/'));
  return own.length > 0 ? own : errors;
}

/** Wrong types first, since nothing else is worth saying about such a value; unknown members, mere hints, last. */
function heaviestFirst(errors: readonly SchemaError[]): readonly SchemaError[] {
  if (errors.length === 1) return errors;
  return errors.toSorted((a, b) => weightOf(a.keyword) - weightOf(b.keyword));
}

function weightOf(keyword: string): number {
  if (keyword === 'type') return 0;
  return keyword === 'additionalProperties' ? 2 : 1;
}

function translate(issue: Issue): Finding {
  const { special = [], plain = form } = byKeyword[issue.keyword] ?? {};
  for (const rule of special) {
    const finding = rule(issue);
    if (finding !== undefined) return finding;
  }
  return plain(issue);
}

function issueOf(error: SchemaError, payload: unknown, kind: CatalogKind, context: PayloadContext): Issue {
  const { path, value } = followPointer(payload, error.instancePath);
  return {
    kind,
    context,
    payload,
    path,
    value,
    keyword: error.keyword,
    params: error.params,
    knownMembers: error.keyword === 'additionalProperties' ? (knownMembers[`${kind.schema ?? ''}${error.schemaPath}`] ?? []) : [],
  };
}

const more: Finding = {
  rule: 'json/more',
  message: 'There may be more problems, which are not shown. Put these right first.',
  place: { path: [], part: 'object' },
  about: [],
};

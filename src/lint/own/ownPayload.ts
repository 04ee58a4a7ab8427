import { pathOfPointer } from '../json.ts';
import { locate } from '../locate.ts';
import type { Problem } from '../problem.ts';
import { ownRules, type OwnRuleId } from '../ruleTables/own.ts';
import type { OwnError } from './ownError.ts';
import { wordingOf, type OwnIssue, type Wording } from './ownWording.ts';
import { toldErrors } from './toldErrors.ts';
import { isVariable, variableHolders } from './variableText.ts';

/** What was checked against a schema, and by which. */
export interface CheckedText {
  /** Well-formed JSON. */
  readonly text: string;
  /** The same, parsed. */
  readonly payload: unknown;
  /** The schema as it is named in a sentence: `schemas/status.json`. */
  readonly schema: string;
  readonly rule: OwnRuleId;
}

/** So many problems of one text are told, the others are counted. */
const mostTold = 100;

/** So many errors are looked at: a hostile payload can have a hundred thousand, each with a path as long as it is deep. */
const mostLookedAt = 2_000;

/** Judged by what is in the value, which is not known as long as that is a variable. */
const judgedByContents = new Set(['anyOf', 'oneOf', 'not', 'contains', 'uniqueItems', 'enum', 'const']);

/** The problems that the errors of a check stand for, in the order of their places in the text; at most 101. */
export function ownProblems(checked: CheckedText, errors: readonly OwnError[]): readonly Problem[] {
  const told = knownErrors(toldErrors(errors.slice(0, mostLookedAt)), checked);
  const more = told.length - mostTold + Math.max(0, errors.length - mostLookedAt);
  const issues = told.slice(0, mostTold).map((error): OwnIssue => ({ ...error, path: pathOfPointer(checked.payload, error.instancePath) }));
  const problems = problemsOf(checked, issues.map(wordingOf));
  return more > 0 ? [...problems, left(checked, more)] : problems;
}

/** The errors that do not depend on what a variable will be. */
function knownErrors(errors: readonly OwnError[], { text, payload }: CheckedText): readonly OwnError[] {
  if (!text.includes('${')) return errors;
  const holders = variableHolders(payload);
  return errors.filter(({ keyword, data }) => !isVariable(data) && !(judgedByContents.has(keyword) && holders.has(data)));
}

function problemsOf(checked: CheckedText, wordings: readonly Wording[]): readonly Problem[] {
  const rangeOf = locate(
    checked.text,
    wordings.map(({ place }) => place),
  );
  const problems = new Map<string, Problem>();
  for (const { is, must, place } of wordings) {
    const message = `${is}; according to ${checked.schema} ${must}.`;
    const range = rangeOf(place);
    // Parts of a schema that say the same are told once.
    problems.set(`${range.start} ${message}`, problem(checked.rule, message, range));
  }
  return [...problems.values()].sort((a, b) => a.range.start - b.range.start);
}

function left({ text, schema, rule }: CheckedText, count: number): Problem {
  const what = count === 1 ? '1 more problem is' : `${count} more problems are`;
  const end = text.length;
  return problem(rule, `According to ${schema} ${what} not shown. Put the others right first.`, { start: Math.max(0, end - 1), end });
}

function problem(rule: OwnRuleId, message: string, range: Problem['range']): Problem {
  return { rule, severity: ownRules[rule].severity, message, range };
}

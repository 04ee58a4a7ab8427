import type { Path, Place } from '../lint/finding.ts';
import { locate } from '../lint/locate.ts';
import type { Problem } from '../lint/problem.ts';
import { ownRules, type OwnRuleId } from '../lint/ruleTables/own.ts';

/** What is wrong at a place of a schema file. */
export interface SchemaFault {
  readonly rule: OwnRuleId;
  readonly message: string;
  readonly place: Place;
}

/** The value at a path of a schema file, as the place of a fault. */
export function faultAt(rule: OwnRuleId, path: Path, message: string): SchemaFault {
  return { rule, message, place: { path, part: 'value' } };
}

/** Faults of a schema file, which must be well-formed JSON, as problems at their places. */
export function schemaProblems(text: string, faults: readonly SchemaFault[]): readonly Problem[] {
  const rangeOf = locate(
    text,
    faults.map(({ place }) => place),
  );
  return faults.map(({ rule, message, place }) => ({ rule, message, severity: ownRules[rule].severity, range: rangeOf(place) }));
}

/** A problem of a whole schema file, shown at its beginning. */
export function fileProblem(rule: OwnRuleId, text: string, message: string): Problem {
  const start = Math.max(0, text.search(/\S/));
  return { rule, severity: ownRules[rule].severity, message, range: { start, end: Math.min(text.length, start + 1) } };
}

import { isGeneric, kindByShape, type PayloadKind } from '../wiotp/genericKinds.ts';
import { findingsIn } from './findingsIn.ts';
import type { PayloadContext } from './payloadContext.ts';
import type { Problem } from './problem.ts';
import { problemsOf } from './problemsOf.ts';
import { rules } from './rules.ts';
import { duplicates } from './rules/duplicate.ts';
import { syntaxProblems } from './rules/syntax.ts';

const noProblems: readonly Problem[] = [];
const nothingKnown: PayloadContext = {};

/**
 * Checks one payload against the rules of its kind. Never throws and always ends, whatever the text.
 *
 * Problems come in the order of their places in the text. Kinds without a schema (events and commands) must only
 * be JSON: call it for format `json`, not for others. Connection events have no payload and no problems.
 */
export function lintPayload(text: string, kind: PayloadKind, context: PayloadContext = nothingKnown): readonly Problem[] {
  if (!isGeneric(kind) && kind.topic === undefined && kind.call === undefined) return noProblems;
  let payload: unknown;
  try {
    payload = JSON.parse(text);
  } catch {
    return syntaxProblems(text, isGeneric(kind) ? kindByShape(kind, {}) : kind);
  }
  const findings = findingsIn(payload, isGeneric(kind) ? kindByShape(kind, payload) : kind, context);
  const problems = findings.length === 0 ? noProblems : problemsOf(findings, text, payload);
  return context.inFile === true ? withDuplicates(problems, text) : problems;
}

function withDuplicates(problems: readonly Problem[], text: string): readonly Problem[] {
  const found = duplicates(text).map((duplicate) => ({ ...duplicate, severity: rules[duplicate.rule].severity }));
  return found.length === 0 ? problems : [...problems, ...found].sort((a, b) => a.range.start - b.range.start);
}

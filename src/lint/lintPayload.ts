import type { CatalogKind } from '../wiotp/catalog.ts';
import { isGeneric, kindByShape, type PayloadKind } from '../wiotp/genericKinds.ts';
import type { Finding, Place } from './finding.ts';
import { locate } from './locate.ts';
import type { PayloadContext } from './payloadContext.ts';
import type { Problem, TextRange } from './problem.ts';
import { rules } from './rules.ts';
import { duplicates } from './rules/duplicate.ts';
import { payloadFindings } from './rules/payloadFindings.ts';
import { schemaFindings } from './rules/schema/findings.ts';
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

function findingsIn(payload: unknown, kind: CatalogKind, context: PayloadContext): readonly Finding[] {
  const bySchema = schemaFindings(payload, kind, context);
  const besides = payloadFindings(payload, kind, context);
  return besides.length === 0 ? bySchema : [...bySchema, ...besides];
}

function problemsOf(findings: readonly Finding[], text: string, payload: unknown): readonly Problem[] {
  const told = firstOfEach(findings);
  const places: Place[] = [];
  for (const { place, fix } of told) {
    places.push(place);
    if (fix !== undefined) places.push(...fix.places);
  }
  const rangeOf = locate(text, places, payload);
  return told.map((finding) => problemOf(finding, text, rangeOf)).sort((a, b) => a.range.start - b.range.start);
}

function withDuplicates(problems: readonly Problem[], text: string): readonly Problem[] {
  const found = duplicates(text).map((duplicate) => ({ ...duplicate, severity: rules[duplicate.rule].severity }));
  return found.length === 0 ? problems : [...problems, ...found].sort((a, b) => a.range.start - b.range.start);
}

/** Of several findings about the same, the first. */
function firstOfEach(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length === 1) return findings;
  const firsts = new Map<string, Finding>();
  for (const finding of findings) {
    const about = JSON.stringify(finding.about ?? finding.place.path);
    if (!firsts.has(about)) firsts.set(about, finding);
  }
  return [...firsts.values()];
}

function problemOf({ rule, message, place, fix }: Finding, text: string, rangeOf: (place: Place) => TextRange): Problem {
  const problem = { rule, severity: rules[rule].severity, message, range: rangeOf(place) };
  return fix === undefined ? problem : { ...problem, fix: { title: fix.title, edits: fix.edits(fix.places.map(rangeOf), text) } };
}

import type { CatalogKind } from '../wiotp/catalog.ts';
import type { Finding, Place } from './finding.ts';
import { locate } from './locate.ts';
import type { Problem, TextRange } from './problem.ts';
import { rules } from './rules.ts';
import { logTimeZone } from './rules/dateTime.ts';
import { reqIdMissing } from './rules/reqId.ts';
import { schemaFindings } from './rules/schema/findings.ts';
import { syntaxProblems } from './rules/syntax.ts';

const noProblems: readonly Problem[] = [];

/**
 * Checks one payload against the rules of its kind. Never throws and always ends, whatever the text.
 *
 * Problems come in the order of their places in the text. Kinds without a schema (events and commands) must only
 * be JSON: call it for format `json`, not for others. Connection events have no payload and no problems.
 */
export function lintPayload(text: string, kind: CatalogKind): readonly Problem[] {
  if (kind.topic === undefined) return noProblems;
  let payload: unknown;
  try {
    payload = JSON.parse(text);
  } catch {
    return syntaxProblems(text, kind);
  }
  const findings = findingsIn(payload, kind);
  return findings.length === 0 ? noProblems : problemsOf(findings, text);
}

function findingsIn(payload: unknown, kind: CatalogKind): readonly Finding[] {
  const bySchema = schemaFindings(payload, kind);
  const besides = [reqIdMissing(payload, kind), logTimeZone(payload, kind)].filter((finding) => finding !== undefined);
  return besides.length === 0 ? bySchema : [...bySchema, ...besides];
}

function problemsOf(findings: readonly Finding[], text: string): readonly Problem[] {
  const told = firstOfEach(findings);
  const places = told.flatMap(({ place, fix }) => (fix === undefined ? [place] : [place, fix.place]));
  const rangeOf = locate(text, places);
  return told.map((finding) => problemOf(finding, rangeOf)).sort((a, b) => a.range.start - b.range.start);
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

function problemOf({ rule, message, place, fix }: Finding, rangeOf: (place: Place) => TextRange): Problem {
  const problem = { rule, severity: rules[rule].severity, message, range: rangeOf(place) };
  return fix === undefined ? problem : { ...problem, fix: { title: fix.title, edits: fix.edits(rangeOf(fix.place)) } };
}

import type { Finding, Place } from './finding.ts';
import { locate } from './locate.ts';
import type { Problem, TextRange } from './problem.ts';
import { rules } from './rules.ts';

/**
 * Findings as problems with their places in a text of well-formed JSON, in the order of these; `value` is what the text was
 * parsed to. Of several findings about the same, only the first becomes one.
 */
export function problemsOf(findings: readonly Finding[], text: string, value: unknown): readonly Problem[] {
  const told = firstOfEach(findings);
  const places: Place[] = [];
  for (const { place, fix } of told) {
    places.push(place);
    if (fix !== undefined) places.push(...fix.places);
  }
  const rangeOf = locate(text, places, value);
  return told.map((finding) => problemOf(finding, text, rangeOf)).sort((a, b) => a.range.start - b.range.start);
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
  if (fix === undefined) return problem;
  const { title, alone, places } = fix;
  return { ...problem, fix: { title, edits: fix.edits(places.map(rangeOf), text), ...(alone === undefined ? {} : { alone }) } };
}

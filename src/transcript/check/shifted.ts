import type { Problem, TextRange } from '../../lint/problem.ts';

/** A problem of a text that begins at `by` of the document. */
export function shifted(problem: Problem, by: number): Problem {
  const { fix, related } = problem;
  return {
    ...problem,
    range: move(problem.range, by),
    ...(related === undefined ? {} : { related: related.map((place) => ({ ...place, range: move(place.range, by) })) }),
    ...(fix === undefined ? {} : { fix: { ...fix, edits: fix.edits.map((edit) => move(edit, by)) } }),
  };
}

function move<T extends TextRange>(range: T, by: number): T {
  return { ...range, start: range.start + by, end: range.end + by };
}

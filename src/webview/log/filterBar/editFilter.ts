import type { Filter } from '../../../filter/filter.ts';
import { parseFilter } from '../../../filter/parseFilter.ts';
import { printFilter } from '../../../filter/printFilter.ts';

/** Whether a filter demands what a term says, besides whatever else it demands. */
export function hasTerm(text: string, term: string): boolean {
  const parts = partsOf(text);
  return parts !== undefined && parts.some((part) => printFilter(part) === term);
}

/** The text of a filter that also demands what a term says. One that cannot be understood is replaced by the term. */
export function withTerm(text: string, term: string): string {
  if (hasTerm(text, term)) return text;
  const parsed = parseFilter(text);
  if ('fault' in parsed || text.trim() === '') return term;
  return 'any' in parsed.filter ? `(${text.trim()}) ${term}` : `${text.trim()} ${term}`;
}

/** The text of a filter that no longer demands what a term says. */
export function withoutTerm(text: string, term: string): string {
  const rest = (partsOf(text) ?? []).filter((part) => printFilter(part) !== term);
  const [only] = rest;
  return rest.length === 1 && only !== undefined ? printFilter(only) : printFilter({ all: rest });
}

function partsOf(text: string): readonly Filter[] | undefined {
  const parsed = parseFilter(text);
  if ('fault' in parsed) return undefined;
  return 'all' in parsed.filter ? parsed.filter.all : [parsed.filter];
}

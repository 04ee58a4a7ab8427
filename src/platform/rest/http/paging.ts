import { refused } from './refused.ts';

/** How many results come at once unless told, and at most. */
const usualLimit = 25;
const highestLimit = 500;

/** One page of results, as lists of the service are [PY]. */
export interface Page<R> {
  readonly results: readonly R[];
  readonly meta: { readonly total_rows: number };
  /** What asks for the next page as `_bookmark`; absent on the last one. */
  readonly bookmark?: string;
}

/**
 * The page that `_limit` and `_bookmark` ask for. Pages go by the key of their last item, so that what comes or goes in
 * between shifts nothing.
 * @throws Refusal with code 400 for a limit that is none.
 */
export function pageOf<T, R>(items: readonly T[], query: URLSearchParams, keyOf: (item: T) => string, show: (item: T) => R): Page<R> {
  const limit = limitOf(query);
  const bookmark = query.get('_bookmark');
  const after = bookmark === null ? '' : Buffer.from(bookmark, 'base64url').toString();
  const keyed = items.map((item) => ({ key: keyOf(item), item })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const rest = keyed.filter(({ key }) => key > after);
  const page = rest.slice(0, limit);
  const last = rest.length > page.length ? page.at(-1) : undefined;
  return {
    results: page.map(({ item }) => show(item)),
    meta: { total_rows: items.length },
    ...(last === undefined ? {} : { bookmark: Buffer.from(last.key).toString('base64url') }),
  };
}

function limitOf(query: URLSearchParams): number {
  const text = query.get('_limit');
  const limit = text === null || text === '' ? usualLimit : Number(text);
  if (Number.isInteger(limit) && limit > 0) return Math.min(limit, highestLimit);
  throw refused(400, `_limit is no number of results.`, '_limit is a whole number from 1', 'Correct the query.');
}

import { count, countOf } from '../../text/figures.ts';

/** How much of the log passes the filter. */
export interface Matches {
  readonly matching: number;
  readonly all: number;
  /** How much of the log was searched, from 0 to 1; absent when all of it was. */
  readonly searched?: number;
}

/** How many messages pass the filter, and while the log is being searched, how far that is. */
export function FilterMatches({ matches: { matching, all, searched } }: { readonly matches: Matches }) {
  const text = `${count(matching)} of ${count(all)}`;
  return (
    <>
      <span class="matches" title={`${countOf(matching, 'row')} of ${count(all)} pass the filter`}>
        {text}
      </span>
      {/* A screen reader hears the beginning and the end of a search, and not each step. */}
      <span class={searched === undefined ? 'unseen' : 'searching'} role="status">
        {searched === undefined ? 'Filtered' : 'searching…'}
      </span>
      {searched !== undefined && <progress class="search-progress" aria-label="Searched" value={searched} max={1} />}
    </>
  );
}

/** How one list, the latest first, became another. */
export interface ListChange<E> {
  /** At the front, the latest first. */
  readonly added: readonly E[];
  /** How many went at the end. */
  readonly dropped: number;
}

/**
 * How a list that grows at its front and is cut at its end became another. Entries are the same when they are the same
 * objects; where the lists differ in any other way, everything went and everything was added.
 */
export function listChange<E>(before: readonly E[], after: readonly E[]): ListChange<E> {
  if (before === after) return { added: [], dropped: 0 };
  const [latest] = before;
  const added = latest === undefined ? -1 : after.indexOf(latest);
  const kept = after.length - added;
  const grown = added >= 0 && kept <= before.length && after.every((entry, at) => at < added || entry === before[at - added]);
  return grown ? { added: after.slice(0, added), dropped: before.length - kept } : { added: after, dropped: before.length };
}

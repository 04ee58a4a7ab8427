/** Where a key moves a cursor among so many places, from the last one where it stood on none; `undefined` for a key that moves none. */
export function movedCursor(key: string, shift: boolean, at: number | undefined, count: number): number | undefined {
  const last = count - 1;
  const from = at ?? last;
  const step = shift ? 10 : 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, at === undefined ? last : from - step);
    case 'ArrowRight':
      return Math.min(last, from + step);
    case 'PageUp':
      return Math.max(0, from - Math.ceil(count / 10));
    case 'PageDown':
      return Math.min(last, from + Math.ceil(count / 10));
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** The stretch around a time that is shown after zooming in or out by a factor. */
export function zoomedAround(
  { since, until }: { readonly since: number; readonly until: number },
  time: number,
  factor: number,
): { readonly since: number; readonly until: number } {
  return { since: time - (time - since) * factor, until: time + (until - time) * factor };
}

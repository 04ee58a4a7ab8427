/** What a key can move a selection over. */
export interface SelectionGround {
  readonly selected: number | undefined;
  /** The first row there is, and the number after the last one. */
  readonly first: number;
  readonly end: number;
  /** The first and the last row on screen, where a selection begins when there is none. */
  readonly top: number;
  readonly bottom: number;
}

/**
 * Where a key moves the selection of a list: arrows by a row, Page keys by a screen, Home and End to the ends.
 * `undefined` for other keys and for a list without rows.
 */
export function moveSelection(key: string, { selected, first, end, top, bottom }: SelectionGround): number | undefined {
  if (first >= end) return undefined;
  const page = Math.max(1, bottom - top);
  const within = (row: number): number => Math.min(end - 1, Math.max(first, row));
  switch (key) {
    case 'ArrowDown':
      return within(selected === undefined ? top : selected + 1);
    case 'ArrowUp':
      return within(selected === undefined ? bottom : selected - 1);
    case 'PageDown':
      return within((selected ?? top) + page);
    case 'PageUp':
      return within((selected ?? bottom) - page);
    case 'Home':
      return first;
    case 'End':
      return end - 1;
    default:
      return undefined;
  }
}

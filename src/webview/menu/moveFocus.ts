/** Moves the focus among the entries of a menu, in a ring. Whether the key was one that does. */
export function moveFocus(menu: HTMLElement | null, key: string): boolean {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  const at = nextEntry(
    key,
    items.findIndex((item) => item === document.activeElement),
    items.length,
  );
  if (at === undefined) return false;
  items[at]?.focus();
  return true;
}

/** The entry that a key leads to, of `count` entries; `now` is -1 where none has the focus. `undefined` for keys that lead nowhere. */
export function nextEntry(key: string, now: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return (now + 1) % count;
    case 'ArrowUp':
      return (Math.max(now, 0) + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** What a key does in the field of the filter. */
export type FieldAct = 'complete' | 'next' | 'previous' | 'take' | 'close' | 'older' | 'newer' | 'apply' | 'escape';

/** What the list of completions shows. */
export interface ListState {
  readonly items: readonly unknown[];
  readonly isOpen: boolean;
  readonly active: number | undefined;
}

const openKeys: Readonly<Record<string, FieldAct>> = { ArrowDown: 'next', ArrowUp: 'previous', Escape: 'close' };
const closedKeys: Readonly<Record<string, FieldAct>> = { ArrowUp: 'older', ArrowDown: 'newer', Enter: 'apply', Escape: 'escape' };

/** What a key does, with the list of completions open or closed; `undefined` for keys that are the field's own. */
export function fieldKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>,
  list: ListState,
): FieldAct | undefined {
  const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
  if (ctrlKey && !altKey && !metaKey && !shiftKey && key === ' ') return 'complete';
  if (ctrlKey || altKey || metaKey || shiftKey) return undefined;
  if (list.isOpen && list.active !== undefined && (key === 'Enter' || key === 'Tab')) return 'take';
  // Tab completes, where there is nothing to choose from; Enter applies what is written.
  if (key === 'Tab' && list.items.length === 1) return 'take';
  const table = list.isOpen ? { ...closedKeys, ...openKeys } : closedKeys;
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

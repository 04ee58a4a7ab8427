/** Opens VS Code's own context menu of a row, as the mouse does, at the beginning of the row. */
export function openMenuAt(row: HTMLElement): void {
  const { left, bottom } = row.getBoundingClientRect();
  row.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left + 20, clientY: bottom }));
}

/** Whether a key asks for the menu of what is selected. */
export function isMenuKey({ key, shiftKey }: KeyboardEvent): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}

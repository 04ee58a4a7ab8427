/** A new element with a class and an ARIA role. */
export function element(tag: string, className: string, role?: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  if (role !== undefined) made.role = role;
  return made;
}

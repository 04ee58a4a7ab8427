import { useLayoutEffect, useRef } from 'preact/hooks';
import { moveFocus } from './moveFocus.ts';

/** One entry of a menu. */
export interface MenuItem {
  readonly title: string;
  readonly run: () => void;
}

interface MenuProps {
  /** What it is a menu of, for screen readers. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Where it opens, in pixels of the view; it stays inside. */
  readonly at: { readonly x: number; readonly y: number };
  readonly close: () => void;
}

/** A menu over everything else, which takes the focus: arrows, Home, End and Enter work, Escape and a click elsewhere close it. */
export function Menu({ label, items, at, close }: MenuProps) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const menu = element.current;
    if (menu === null) return;
    const { width, height } = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(0, Math.min(at.x, innerWidth - width))}px`;
    menu.style.top = `${Math.max(0, Math.min(at.y, innerHeight - height))}px`;
    menu.querySelector('button')?.focus();
  }, [at]);
  const press = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (moveFocus(element.current, event.key)) event.preventDefault();
  };
  return (
    <div
      ref={element}
      class="menu"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={press}
      onFocusOut={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && element.current?.contains(relatedTarget))) close();
      }}
    >
      {items.map(({ title, run }) => (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            close();
            run();
          }}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

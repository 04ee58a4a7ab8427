import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from '../iconButton.tsx';

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
    else if (move(element.current, event.key)) event.preventDefault();
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

/** A button that opens a menu below itself. */
export function MenuButton({ name, items }: { readonly name: string; readonly items: readonly MenuItem[] }) {
  const place = useRef<HTMLSpanElement>(null);
  const [at, setAt] = useState<{ readonly x: number; readonly y: number }>();
  const open = (): void => {
    const box = place.current?.getBoundingClientRect();
    if (box !== undefined) setAt({ x: box.left, y: box.bottom });
  };
  const close = (): void => {
    setAt(undefined);
    if (document.activeElement?.closest('.menu') !== null) place.current?.querySelector('button')?.focus();
  };
  return (
    <span ref={place}>
      <IconButton icon="ellipsis" name={name} press={open} />
      {at !== undefined && <Menu label={name} items={items} at={at} close={close} />}
    </span>
  );
}

/** Moves the focus as a key says. Whether it was such a key. */
function move(menu: HTMLElement | null, key: string): boolean {
  const items = [...(menu?.querySelectorAll('button') ?? [])];
  const now = items.findIndex((item) => item === document.activeElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[key];
  if (next === undefined) return false;
  items.at(next % items.length)?.focus();
  return true;
}

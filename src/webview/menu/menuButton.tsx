import { useRef, useState } from 'preact/hooks';
import { IconButton } from '../iconButton.tsx';
import { Menu, type MenuItem } from './menu.tsx';

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
      <IconButton icon="ellipsis" name={name} press={open} opensMenu={at !== undefined} />
      {at !== undefined && <Menu label={name} items={items} at={at} close={close} />}
    </span>
  );
}

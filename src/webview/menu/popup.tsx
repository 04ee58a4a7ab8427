import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { moveFocus } from './moveFocus.ts';

interface PopupProps {
  /** What the button shows. */
  readonly button: ComponentChildren;
  readonly buttonClass: string;
  readonly title: string;
  /** Of a button that is only an icon: its name for screen readers. */
  readonly name?: string;
  /** What the popup is, for screen readers. */
  readonly role: 'menu' | 'dialog';
  readonly label: string;
  readonly align: 'left' | 'right';
  readonly children: ComponentChildren;
}

/** A button with something that opens below it, and closes with Escape or when the focus leaves it. */
export function Popup({ button, buttonClass, title, name, role, label, align, children }: PopupProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const whole = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen) (panel.current?.querySelector<HTMLElement>('[role^=menuitem]') ?? panel.current)?.focus();
  }, [isOpen]);
  const press = (event: KeyboardEvent): void => {
    if (!isOpen) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      setOpen(false);
      whole.current?.querySelector('button')?.focus();
    } else if (role === 'menu' && moveFocus(panel.current, event.key)) event.preventDefault();
  };
  return (
    <div
      ref={whole}
      class="popup-place"
      onKeyDown={press}
      onFocusOut={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && whole.current?.contains(relatedTarget))) setOpen(false);
      }}
    >
      <button
        type="button"
        class={buttonClass}
        title={title}
        aria-label={name}
        aria-haspopup={role}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {button}
      </button>
      {isOpen && (
        <div ref={panel} id={id} class={`popup ${align}`} role={role} aria-label={label} tabIndex={-1}>
          {children}
        </div>
      )}
    </div>
  );
}

interface IconButtonProps {
  readonly icon: string;
  readonly name: string;
  readonly press: () => void;
  /** Of a button that opens a menu: whether that is open. */
  readonly opensMenu?: boolean;
}

/** A button that is only an icon, with its name as tooltip and for screen readers. */
export function IconButton({ icon, name, press, opensMenu }: IconButtonProps) {
  const menu = opensMenu === undefined ? {} : ({ 'aria-haspopup': 'menu', 'aria-expanded': opensMenu } as const);
  return (
    <button type="button" class="action" aria-label={name} title={name} onClick={press} {...menu}>
      <Icon name={icon} />
    </button>
  );
}

/** A codicon, without meaning of its own for screen readers. */
export function Icon({ name }: { readonly name: string }) {
  return <span class={`codicon codicon-${name}`} aria-hidden="true" />;
}

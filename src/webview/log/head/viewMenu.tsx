import { columns, type ColumnName } from '../list/columns.ts';
import { timeModes, type TimeMode } from '../list/timeModes.ts';
import { Icon } from '../../iconButton.tsx';
import { Popup } from '../../menu/popup.tsx';

/** What the reader chose about the list, and how that is changed. */
export interface ViewMenuProps {
  readonly time: TimeMode;
  readonly shown: readonly ColumnName[];
  /** Whether there is a selected row to count times from. */
  readonly hasSelected: boolean;
  readonly setTime: (mode: TimeMode) => void;
  readonly startAtSelected: () => void;
  readonly setShown: (name: ColumnName, isShown: boolean) => void;
  readonly reset: () => void;
}

/** How times are told, and which columns there are. */
export function ViewMenu({ time, shown, hasSelected, setTime, startAtSelected, setShown, reset }: ViewMenuProps) {
  return (
    <Popup
      button={<Icon name="settings" />}
      buttonClass="action"
      title="Columns and Times"
      name="Columns and Times"
      role="menu"
      label="Columns and times"
      align="right"
    >
      {timeModes.map(({ mode, title }) => (
        <Item role="menuitemradio" isOn={mode === time} title={title} press={() => setTime(mode)} />
      ))}
      {hasSelected && (
        <Item
          title="Count from the Selected Row"
          press={() => {
            startAtSelected();
            setTime('sinceStart');
          }}
        />
      )}
      <div class="menu-rule" role="separator" />
      {columns.map(({ name, title }) => {
        const isOn = shown.includes(name);
        return <Item role="menuitemcheckbox" isOn={isOn} title={title} press={() => setShown(name, !isOn)} />;
      })}
      <div class="menu-rule" role="separator" />
      <Item title="Reset Columns" press={reset} />
    </Popup>
  );
}

interface ItemProps {
  readonly role?: 'menuitemradio' | 'menuitemcheckbox';
  readonly isOn?: boolean;
  readonly title: string;
  readonly press: () => void;
}

/** Choosing leaves the menu open: columns are chosen one after another. */
function Item({ role, isOn, title, press }: ItemProps) {
  return (
    <button
      type="button"
      class="menu-item"
      role={role ?? 'menuitem'}
      aria-checked={role === undefined ? undefined : isOn}
      tabIndex={-1}
      onClick={press}
    >
      <span class="check">{isOn === true && <Icon name="check" />}</span>
      {title}
    </button>
  );
}

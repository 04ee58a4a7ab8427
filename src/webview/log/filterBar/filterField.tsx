import { useLayoutEffect, useRef } from 'preact/hooks';
import type { FilterFault } from '../../../filter/parseFilter.ts';
import { Icon, IconButton } from '../../iconButton.tsx';
import { FilterMatches, type Matches } from './filterMatches.tsx';
import { visibleStart } from '../../text/visibleText.ts';
import type { Completions } from './completions.ts';

const help =
  'Text, or terms such as kind:dm.* client:t-100 rc:>=400 problem:error. Ctrl+Space completes, Up and Down go through the history, Enter applies, Escape clears';

/** Longer texts are cut in the list; taking an entry inserts it whole. */
const mostCharacters = 200;

/** What the reader does in the field. */
export interface FieldActs {
  readonly input: (text: string, caret: number) => void;
  readonly key: (event: KeyboardEvent) => void;
  readonly take: (at: number) => void;
  readonly clear: () => void;
  readonly focused: () => void;
  readonly left: () => void;
}

interface FieldProps {
  readonly text: string;
  readonly fault: FilterFault | undefined;
  readonly completions: Completions;
  /** How much passes; absent where nothing is filtered. */
  readonly matches: Matches | undefined;
  readonly acts: FieldActs;
}

/** The text field of the filter: a combobox whose list completes what stands at the caret. */
export function FilterField({ text, fault, completions, matches, acts }: FieldProps) {
  const under = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const alike = (): void => {
    if (under.current !== null && field.current !== null) under.current.scrollLeft = field.current.scrollLeft;
  };
  useLayoutEffect(alike);
  const { items, active, isOpen } = completions;
  return (
    <div class={fault === undefined ? 'filter-field' : 'filter-field faulty'}>
      <Icon name="filter" />
      <div class="filter-text">
        <div ref={under} class="filter-under" aria-hidden="true">
          {fault !== undefined && <Underlined text={text} fault={fault} />}
        </div>
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label="Filter"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls="filter-completions"
          aria-activedescendant={active === undefined ? undefined : optionId(active)}
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : 'filter-fault'}
          autocomplete="off"
          spellcheck={false}
          placeholder="Filter: text, or kind:dm.* client:… rc:>=400 problem:error"
          title={help}
          value={text}
          onInput={({ currentTarget }) => acts.input(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length)}
          onKeyDown={acts.key}
          onScroll={alike}
          onFocus={acts.focused}
          onBlur={acts.left}
        />
        <ul id="filter-completions" class="completions" role="listbox" aria-label="Completions" hidden={!isOpen}>
          {items.map(({ label, detail }, at) => (
            <Option key={at} id={optionId(at)} label={label} detail={detail} isActive={at === active} take={() => acts.take(at)} />
          ))}
        </ul>
      </div>
      {/* Within the field, so that no button moves when the number changes. */}
      {matches !== undefined && <FilterMatches matches={matches} />}
      {text !== '' && <IconButton icon="close" name="Clear the Filter (Escape)" press={acts.clear} />}
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly isActive: boolean;
  readonly take: () => void;
}

function Option({ id, label, detail, isActive, take }: OptionProps) {
  const option = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    if (isActive) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <li
      ref={option}
      id={id}
      role="option"
      aria-selected={isActive}
      // The field keeps the focus: losing it would close the list before the click arrives.
      onMouseDown={(event) => event.preventDefault()}
      onClick={take}
    >
      <span class="label">{visibleStart(label, mostCharacters)}</span>
      <span class="meaning">{visibleStart(detail, mostCharacters)}</span>
    </li>
  );
}

/** Lies under the field with the same text, itself unseen, and marks the faulty part of it. */
function Underlined({ text, fault: { start, end } }: { readonly text: string; readonly fault: FilterFault }) {
  // A fault at the very end has no characters of its own.
  const faulty = text.slice(start, end);
  return (
    <>
      {text.slice(0, start)}
      <span class="fault-part">{faulty === '' ? ' ' : faulty}</span>
      {text.slice(end)}
    </>
  );
}

function optionId(at: number): string {
  return `filter-completion-${at}`;
}

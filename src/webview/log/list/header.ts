import { element } from '../../element.ts';
import type { Column, ColumnName } from './columns.ts';
import { widthLimits } from './columnLayout.ts';
import { timeModeOf, type TimeMode } from './timeModes.ts';

/** How far a key moves a separator, in CSS pixels. */
const keyStep = 10;

const separatorHelp = 'Drag, or press Left and Right, to resize; double-click, or press Enter, to fit; Up and Down go to other columns';

/** What a {@link Header} needs. */
export interface HeaderHooks {
  /** The reader gave a column this width. */
  resize(name: ColumnName, width: number): void;
  /** The reader wants a column as wide as what it shows. */
  fit(name: ColumnName): void;
  /** The reader wants the time told in another way. */
  turnTime(): void;
}

/** The head of the list: titles of the columns, and separators that resize them, which are one tab stop together. */
export class Header {
  readonly element = element('div', 'header', 'row');
  readonly #hooks: HeaderHooks;

  constructor(hooks: HeaderHooks) {
    this.#hooks = hooks;
    this.element.ariaRowIndex = '1';
  }

  /** Shows these columns. */
  show(columns: readonly Column[], timeMode: TimeMode): void {
    const focused = this.element.contains(document.activeElement) ? document.activeElement?.getAttribute('data-column') : undefined;
    this.element.replaceChildren(...columns.map((column, at) => this.#cell(column, at, timeMode)));
    const separators = this.#separators();
    (separators.find(({ dataset }) => dataset['column'] === focused) ?? separators[0])?.setAttribute('tabindex', '0');
    if (typeof focused === 'string') separators.find(({ dataset }) => dataset['column'] === focused)?.focus();
  }

  /** Tells the widths of the columns as they are on screen. */
  tellWidths(): void {
    for (const separator of this.#separators()) separator.ariaValueNow = String(Math.round(widthOf(separator)));
  }

  #cell({ name, title, icon }: Column, at: number, timeMode: TimeMode): HTMLElement {
    const cell = element('div', `cell ${name}`, 'columnheader');
    cell.ariaColIndex = String(at + 1);
    const text = element('span', 'column-title');
    text.textContent = name === 'time' ? timeModeOf(timeMode).heading : title;
    cell.title = title;
    if (name === 'time') {
      cell.title = `${timeModeOf(timeMode).title}. Click to tell it in another way`;
      text.addEventListener('click', () => this.#hooks.turnTime());
    }
    if (icon !== undefined) {
      text.classList.add('unseen');
      const seen = element('span', `codicon codicon-${icon}`);
      seen.ariaHidden = 'true';
      cell.append(seen);
    }
    cell.append(text, this.#separator(name, title));
    return cell;
  }

  #separator(name: ColumnName, title: string): HTMLElement {
    const separator = element('span', 'separator', 'separator');
    separator.dataset['column'] = name;
    separator.ariaOrientation = 'vertical';
    separator.ariaLabel = `Width of ${title}`;
    separator.ariaValueMin = String(widthLimits.least);
    separator.ariaValueMax = String(widthLimits.most);
    separator.ariaValueNow = String(widthLimits.least);
    separator.title = separatorHelp;
    separator.tabIndex = -1;
    separator.addEventListener('pointerdown', (event) => this.#drag(event, separator, name));
    separator.addEventListener('dblclick', () => this.#hooks.fit(name));
    separator.addEventListener('keydown', (event) => this.#key(event, separator, name));
    return separator;
  }

  #drag(event: PointerEvent, separator: HTMLElement, name: ColumnName): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const [from, width] = [event.clientX, widthOf(separator)];
    const move = ({ clientX }: PointerEvent): void => this.#hooks.resize(name, width + clientX - from);
    const end = (): void => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
    // Listens at the window, because a resized head may be drawn anew under the pointer.
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
  }

  #key(event: KeyboardEvent, separator: HTMLElement, name: ColumnName): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const act = this.#actOf(event.key, separator, name);
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #actOf(key: string, separator: HTMLElement, name: ColumnName): (() => void) | undefined {
    switch (key) {
      case 'ArrowLeft':
        return () => this.#hooks.resize(name, widthOf(separator) - keyStep);
      case 'ArrowRight':
        return () => this.#hooks.resize(name, widthOf(separator) + keyStep);
      case 'ArrowUp':
        return () => this.#step(separator, -1);
      case 'ArrowDown':
        return () => this.#step(separator, 1);
      case 'Enter':
        return () => this.#hooks.fit(name);
      default:
        return undefined;
    }
  }

  #step(separator: HTMLElement, by: number): void {
    const separators = this.#separators();
    const next = separators[separators.indexOf(separator) + by];
    if (next === undefined) return;
    separator.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  #separators(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('.separator')];
  }
}

function widthOf(separator: HTMLElement): number {
  return separator.parentElement?.getBoundingClientRect().width ?? 0;
}

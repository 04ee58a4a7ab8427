import { render } from 'preact';
import type { FilterKnown } from '../../../filter/completeFilter.ts';
import { parseFilter, type FilterFault } from '../../../filter/parseFilter.ts';
import { element } from '../../element.ts';
import { Completions } from './completions.ts';
import { hasTerm, withoutTerm, withTerm } from './editFilter.ts';
import { fieldKey, type FieldAct } from './fieldKeys.ts';
import { FilterField } from './filterField.tsx';
import { FilterHistory } from './filterHistory.ts';
import type { Matches } from './filterMatches.tsx';
import { quickFilters, QuickFilters } from './quickFilters.tsx';

/** How long the reader has to stop typing before the filter is applied, in milliseconds. */
const typingMs = 150;

/** The same while the reader may be writing the name of a field: as a word, half of it would hide nearly everything. */
const namingMs = 750;

/** What the bar keeps over being hidden and reloaded. */
export interface FilterMemory {
  readonly filter: string;
  readonly history: readonly string[];
}

/** What a {@link FilterBar} needs. */
export interface FilterBarHooks {
  /** Another filter, which can be understood, is in force. */
  apply(filter: string): void;
  /** What the log holds that can be completed; nothing where that cannot be found out. */
  known(): Promise<FilterKnown | undefined>;
  /** The reader is done here. */
  leave(): void;
  /** What is kept changed. */
  changed(): void;
}

/** Where the reader writes what the list shall show. A text that cannot be understood is said, and the last good one stays in force. */
export class FilterBar {
  readonly element = element('div', 'filter-bar', 'search');
  readonly #hooks: FilterBarHooks;
  readonly #history: FilterHistory;
  readonly #completions = new Completions();
  #text: string;
  #inForce: string;
  #fault: FilterFault | undefined;
  #matches: Matches | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(hooks: FilterBarHooks, { filter, history }: FilterMemory) {
    this.#hooks = hooks;
    this.#history = new FilterHistory(history);
    this.#text = filter;
    const parsed = parseFilter(filter);
    // What an earlier version understood may be a fault to this one; the log is shown all the same.
    this.#fault = 'fault' in parsed ? parsed.fault : undefined;
    this.#inForce = this.#fault === undefined ? filter : '';
  }

  /** Draws itself. Called once. */
  start(): void {
    this.element.ariaLabel = 'Filter of the messages';
    this.#draw();
  }

  /** The filter in force. */
  get filter(): string {
    return this.#inForce;
  }

  get memory(): FilterMemory {
    return { filter: this.#inForce, history: this.#history.filters };
  }

  focus(): void {
    const field = this.#field();
    field?.focus();
    field?.select();
  }

  /** How much of the log passes; `undefined` before that is known. */
  showMatches(matches: Matches): void {
    this.#matches = matches;
    this.#draw();
  }

  /** Writes a filter into the field and applies it. */
  set(filter: string): void {
    this.#write(filter, filter.length);
    this.#apply();
    this.#remember();
  }

  /** Demands also what a term says. */
  add(term: string): void {
    this.set(withTerm(this.#text, term));
  }

  #draw(): void {
    const isFiltered = this.#inForce !== '';
    render(
      <>
        <div class="filter-line">
          <FilterField
            text={this.#text}
            fault={this.#fault}
            completions={this.#completions}
            matches={isFiltered ? this.#matches : undefined}
            acts={{
              input: (text, caret) => this.#typed(text, caret),
              key: (event) => this.#key(event),
              take: (at) => this.#take(at),
              clear: () => this.#clear(),
              focused: () => void this.#learn(),
              left: () => this.#left(),
            }}
          />
          <QuickFilters isOn={(term) => hasTerm(this.#text, term)} toggle={(term) => this.#toggle(term)} filters={quickFilters} />
        </div>
        {this.#fault !== undefined && (
          <p id="filter-fault" class="filter-fault" role="status">
            {this.#fault.message} <span class="in-force">{isFiltered ? `In force: ${this.#inForce}` : 'Nothing is filtered.'}</span>
          </p>
        )}
      </>,
      this.element,
    );
  }

  #field(): HTMLInputElement | null {
    return this.element.querySelector('input');
  }

  /** Puts a text into the field, with the caret at a place. */
  #write(text: string, caret: number): void {
    this.#text = text;
    this.#completions.close();
    this.#draw();
    const field = this.#field();
    if (field !== null && document.activeElement === field) field.setSelectionRange(caret, caret);
  }

  #typed(text: string, caret: number): void {
    this.#text = text;
    // As typed, only what was begun is completed.
    if (/\S$/.test(text.slice(0, caret))) this.#completions.open(text, caret, false);
    else this.#completions.close();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#apply(), this.#completions.nameFields ? namingMs : typingMs);
    this.#draw();
  }

  /** Puts in force what the field says, if that can be understood. */
  #apply(): void {
    clearTimeout(this.#typing);
    const parsed = parseFilter(this.#text);
    this.#fault = 'fault' in parsed ? parsed.fault : undefined;
    const filter = this.#text.trim();
    if (this.#fault === undefined && filter !== this.#inForce) {
      this.#inForce = filter;
      this.#hooks.apply(filter);
      this.#hooks.changed();
    }
    this.#draw();
  }

  #key(event: KeyboardEvent): void {
    const act = fieldKey(event, this.#completions);
    if (act === undefined || !this.#do(act)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether there was something to do. */
  #do(act: FieldAct): boolean {
    switch (act) {
      case 'complete':
        this.#completions.open(this.#text, this.#field()?.selectionStart ?? this.#text.length, true);
        break;
      case 'next':
      case 'previous':
        this.#completions.move(act === 'next' ? 1 : -1);
        break;
      case 'take':
        this.#take(this.#completions.active ?? 0);
        break;
      case 'close':
        this.#completions.close();
        break;
      case 'older':
      case 'newer':
        return this.#step(act === 'older');
      case 'apply':
        this.#completions.close();
        this.#apply();
        this.#remember();
        break;
      case 'escape':
        if (this.#text === '') this.#hooks.leave();
        else this.#clear();
        break;
    }
    this.#draw();
    return true;
  }

  #take(at: number): void {
    const taken = this.#completions.take(at, this.#text);
    if (taken === undefined) return;
    this.#write(taken.text, taken.caret);
    // Behind the name of a field its values follow.
    if (taken.text.charAt(taken.caret - 1) === ':') this.#completions.open(taken.text, taken.caret, false);
    this.#apply();
  }

  #step(older: boolean): boolean {
    if (!this.#history.shows(this.#text)) return false;
    const filter = this.#history.step(older, this.#text);
    if (filter === undefined) return false;
    this.#write(filter, filter.length);
    this.#apply();
    return true;
  }

  #clear(): void {
    this.#remember();
    this.#write('', 0);
    this.#apply();
    this.focus();
  }

  #toggle(term: string): void {
    this.set(hasTerm(this.#text, term) ? withoutTerm(this.#text, term) : withTerm(this.#text, term));
  }

  #left(): void {
    this.#completions.close();
    this.#apply();
    this.#remember();
  }

  #remember(): void {
    if (this.#fault !== undefined) return;
    this.#history.add(this.#inForce);
    this.#hooks.changed();
  }

  async #learn(): Promise<void> {
    const known = await this.#hooks.known();
    if (known !== undefined) this.#completions.learn(known);
  }
}

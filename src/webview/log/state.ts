import { readTabs, type TabChoices } from './detail/payloadTabs.ts';
import type { FilterMemory } from './filterBar/filterBar.tsx';
import { readHistory } from './filterBar/filterHistory.ts';
import { readChoice } from './list/columnLayout.ts';
import type { HeadChoice } from './list/columnHead.ts';
import { timeModes } from './list/timeModes.ts';
import type { ListPosition } from './list/listPosition.ts';

/** What the view keeps over being hidden and reloaded. */
export interface ViewState extends ListPosition, FilterMemory, HeadChoice {
  /** Whether a selected row shows its detail. */
  readonly detail: boolean;
  /** How payloads of each form are looked at. */
  readonly tabs: TabChoices;
}

/** Longer filters are not read back. */
const mostFilterCharacters = 10_000;

/** The state that VS Code kept, or the state of a new view where it kept none or one of another version. */
export function readState(kept: unknown): ViewState {
  const state = (typeof kept === 'object' && kept !== null ? kept : {}) as Readonly<Record<keyof ViewState, unknown>>;
  return {
    follow: state.follow !== false,
    seenEnd: sequence(state.seenEnd) ?? 0,
    top: typeof state.top === 'number' && state.top >= 0 ? state.top : 0,
    selected: sequence(state.selected),
    rangeBegin: sequence(state.rangeBegin),
    countFrom: typeof state.countFrom === 'number' && Number.isFinite(state.countFrom) ? state.countFrom : undefined,
    filter: typeof state.filter === 'string' && state.filter.length <= mostFilterCharacters ? state.filter : '',
    history: readHistory(state.history),
    columns: readChoice(state.columns),
    time: timeModes.find(({ mode }) => mode === state.time)?.mode ?? 'clock',
    detail: state.detail !== false,
    tabs: readTabs(state.tabs),
  };
}

function sequence(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

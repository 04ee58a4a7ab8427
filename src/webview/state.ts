import { payloadTabs, type PayloadTab } from './detail/payloadView.ts';
import type { ListPosition } from './list/trafficList.ts';

/** What the view keeps over being hidden and reloaded. */
export interface ViewState extends ListPosition {
  /** Whether a selected row shows its detail. */
  readonly detail: boolean;
  readonly tab: PayloadTab;
}

/** The state that VS Code kept, or the state of a new view where it kept none or one of another version. */
export function readState(kept: unknown): ViewState {
  const state = (typeof kept === 'object' && kept !== null ? kept : {}) as Readonly<Record<keyof ViewState, unknown>>;
  return {
    follow: state.follow !== false,
    seenEnd: sequence(state.seenEnd) ?? 0,
    top: typeof state.top === 'number' && state.top >= 0 ? state.top : 0,
    selected: sequence(state.selected),
    detail: state.detail !== false,
    tab: payloadTabs.find((tab) => tab === state.tab) ?? 'json',
  };
}

function sequence(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

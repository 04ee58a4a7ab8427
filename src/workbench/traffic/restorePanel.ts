import { panels } from '../ids.ts';
import type { Parts } from '../parts.ts';
import { conversationsOf } from './conversation/conversationsOf.ts';
import { plotsOf } from './plot/plotsOf.ts';
import type { PanelRestorers } from './registerPanels.ts';

/** The panels that are brought back, by their type. */
export function panelRestorers(parts: Parts): PanelRestorers {
  return {
    [panels.plot]: (panel, kept) => plotsOf(parts).restore(panel, kept),
    [panels.conversation]: (panel, kept) => conversationsOf(parts).restore(panel, kept),
  };
}

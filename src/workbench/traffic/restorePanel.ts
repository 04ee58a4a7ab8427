import type * as vscode from 'vscode';
import { panels } from '../ids.ts';
import type { Parts } from '../parts.ts';
import { conversationsOf } from './conversation/conversations.ts';
import { plotsOf } from './plot/plotsOf.ts';

/** Serves a panel that VS Code brought back after a reload, with what its page had kept. */
export type RestorePanel = (panel: vscode.WebviewPanel, kept: unknown) => void;

/** The panels that are brought back, by their type. */
export function panelRestorers(parts: Parts): Readonly<Record<string, RestorePanel>> {
  return {
    [panels.plot]: (panel, kept) => plotsOf(parts).restore(panel, kept),
    [panels.conversation]: (panel, kept) => conversationsOf(parts).restore(panel, kept),
  };
}

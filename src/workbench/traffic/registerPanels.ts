import * as vscode from 'vscode';
import { panels } from '../ids.ts';
import type { RestorePanel } from './restorePanel.ts';

/** Panels that a reload of the window brings back. What serves them is loaded with the first. */
export function registerPanels(load: () => Promise<Readonly<Record<string, RestorePanel>>>): vscode.Disposable {
  const deserializeWebviewPanel = async (panel: vscode.WebviewPanel, kept: unknown): Promise<void> => {
    (await load())[panel.viewType]?.(panel, kept);
  };
  const types = [panels.plot, panels.conversation];
  return vscode.Disposable.from(...types.map((type) => vscode.window.registerWebviewPanelSerializer(type, { deserializeWebviewPanel })));
}

import * as vscode from 'vscode';
import { panels } from '../ids.ts';

/** Serves a panel that VS Code brought back after a reload, with what its page had kept. */
type RestorePanel = (panel: vscode.WebviewPanel, kept: unknown) => void;

/** What serves each panel that is brought back, by its type. */
export type PanelRestorers = Readonly<Record<(typeof restored)[number], RestorePanel>>;

const restored = [panels.plot, panels.conversation] as const;

/** Panels that a reload of the window brings back. What serves them is loaded with the first. */
export function registerPanels(load: () => Promise<PanelRestorers>): vscode.Disposable {
  const registered = restored.map((type) =>
    vscode.window.registerWebviewPanelSerializer(type, {
      deserializeWebviewPanel: async (panel, kept) => (await load())[type](panel, kept),
    }),
  );
  return vscode.Disposable.from(...registered);
}

import * as vscode from 'vscode';
import type { Choice } from './wizard.ts';

/** Asks to choose any number of entries; all are chosen at first. `undefined` when the user left. */
export function askMany<T>(title: string, placeholder: string, choices: readonly Choice<T>[]): Promise<readonly T[] | undefined> {
  const pick = vscode.window.createQuickPick<Choice<T>>();
  Object.assign(pick, { title, placeholder, ignoreFocusOut: true, canSelectMany: true, matchOnDescription: true, items: choices });
  pick.selectedItems = choices;
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems.map(({ value }) => value));
      pick.dispose();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

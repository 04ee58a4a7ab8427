import * as vscode from 'vscode';
import { back, type Choice } from './wizard.ts';

/** Asks to choose any number of entries; all are chosen at first, unless it is said which. `undefined` when the user left. */
export async function askMany<T>(
  title: string,
  placeholder: string,
  choices: readonly Choice<T>[],
  chosen: readonly Choice<T>[] = choices,
): Promise<readonly T[] | undefined> {
  const outcome = await ask(title, placeholder, choices, chosen, false);
  return outcome === back ? undefined : outcome;
}

/** The same as a step behind another one, to which there is a way back. */
export function askManyOrGoBack<T>(
  title: string,
  placeholder: string,
  choices: readonly Choice<T>[],
): Promise<readonly T[] | typeof back | undefined> {
  return ask(title, placeholder, choices, choices, true);
}

function ask<T>(
  title: string,
  placeholder: string,
  choices: readonly Choice<T>[],
  chosen: readonly Choice<T>[],
  hasBack: boolean,
): Promise<readonly T[] | typeof back | undefined> {
  const pick = vscode.window.createQuickPick<Choice<T>>();
  Object.assign(pick, { title, placeholder, ignoreFocusOut: true, canSelectMany: true, matchOnDescription: true, items: choices });
  pick.selectedItems = chosen;
  if (hasBack) pick.buttons = [vscode.QuickInputButtons.Back];
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems.map(({ value }) => value));
      pick.dispose();
    });
    pick.onDidTriggerButton(() => {
      resolve(back);
      pick.dispose();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

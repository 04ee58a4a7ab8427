import * as vscode from 'vscode';

/** Asks before something that cannot be undone. `yes` is the button, a verb. */
export async function confirm(question: string, detail: string, yes: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}

import * as vscode from 'vscode';

/** Whether a payload may be sent as JSON. What does not parse is asked about, not forbidden: a device must survive it too. */
export async function mayBeSent(payload: string): Promise<boolean> {
  const reason = jsonProblem(payload);
  if (reason === undefined) return true;
  const send = vscode.l10n.t('Send Anyway');
  const detail = vscode.l10n.t('{0}\n\nThe platform delivers it, but whoever expects format "json" cannot read it.', reason);
  const chosen = await vscode.window.showWarningMessage(vscode.l10n.t('The payload is not JSON.'), { modal: true, detail }, send);
  return chosen === send;
}

function jsonProblem(payload: string): string | undefined {
  try {
    JSON.parse(payload);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

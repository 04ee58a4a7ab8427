import * as vscode from 'vscode';

const scheme = 'wiotp-diagnosis';

/** Diagnoses as documents to read. The address of one holds its whole text, so that it outlives the window. */
export function registerDiagnoses(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: ({ query }) => query });
}

export async function showDiagnosis(name: string, text: string): Promise<void> {
  await showText(vscode.l10n.t('Diagnosis of {0}', name), text);
}

/** Shows a text to read, in the same way. */
export async function showText(title: string, text: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme, path: `/${title.replaceAll(/[/\\]/g, ' ')}.txt`, query: text });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
}

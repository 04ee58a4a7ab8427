import * as vscode from 'vscode';

const scheme = 'wiotp-diagnosis';

/** Diagnoses as documents to read. The address of one holds its whole text, so that it outlives the window. */
export function registerDiagnoses(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: ({ query }) => query });
}

export async function showDiagnosis(name: string, text: string): Promise<void> {
  const title = vscode.l10n.t('Diagnosis of {0}', name.replaceAll(/[/\\]/g, ' '));
  const uri = vscode.Uri.from({ scheme, path: `/${title}.txt`, query: text });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
}

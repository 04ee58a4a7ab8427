import * as vscode from 'vscode';

/** Where a new document of this name can be: in the first folder, if one is open, and not where a file or document is already. */
export async function freeUri(name: string): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? name : name.replace('.', `-${number}.`);
    const file = folder === undefined ? undefined : vscode.Uri.joinPath(folder.uri, numbered);
    const uri = file === undefined ? vscode.Uri.from({ scheme: 'untitled', path: numbered }) : file.with({ scheme: 'untitled' });
    const open = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
    if (!open && (file === undefined || !(await exists(file)))) return uri;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

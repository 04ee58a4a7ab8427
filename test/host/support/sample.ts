import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export function ourExtension(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension('device-workbench.wiotp-workbench');
  assert.ok(extension, 'VS Code does not know the extension');
  return extension;
}

/** A file of the workspace, which is a copy of `sample/`. */
export function sampleUri(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Opens a file of the workspace in an editor, as a click on it does. */
export async function openSample(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(sampleUri(name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Writes a file of the workspace and opens it. */
export async function openText(name: string, text: string): Promise<vscode.TextDocument> {
  await vscode.workspace.fs.writeFile(sampleUri(name), new TextEncoder().encode(text));
  return openSample(name);
}

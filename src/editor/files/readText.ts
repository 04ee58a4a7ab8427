import * as vscode from 'vscode';

/** Nobody writes more than this by hand, and reading it takes its time. */
const mostBytes = 16 * 1024 * 1024;

/** The text of a file; `undefined` when it cannot be read, is too large, or never ends, as a device file does. */
export async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0 || size > mostBytes) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

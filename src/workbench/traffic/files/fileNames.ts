import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { ExportForm } from '../../../rpc/log/logFiles.ts';
import { Refusal } from '../../../wiotp/refusal.ts';

/** The ends of the names of files, by what they are. */
const fileEndings: Readonly<Record<ExportForm, string>> = {
  ndjson: 'wiotp-traffic.ndjson',
  transcript: 'wiotp.jsonl',
  csv: 'csv',
};

/** Asks where to write; `undefined` when the user left. */
export async function askTarget(title: string, form: ExportForm, what: string): Promise<string | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const ending = fileEndings[form];
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(/[T:]/g, '-');
  const target = await vscode.window.showSaveDialog({
    title,
    // Of an ending with a point in it VS Code's own dialog would add all once more.
    filters: { [what]: [ending.slice(ending.lastIndexOf('.') + 1)] },
    defaultUri: vscode.Uri.joinPath(folder?.uri ?? vscode.Uri.file(homedir()), `traffic-${stamp}.${ending}`),
  });
  if (target === undefined || target.scheme === 'file') return target?.fsPath;
  throw new Refusal(vscode.l10n.t('{0} is not on this machine’s disks.', target.toString(true)), {
    rule: 'traffic file',
    advice: vscode.l10n.t('Choose a file in a folder.'),
  });
}

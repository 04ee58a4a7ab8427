import * as vscode from 'vscode';
import { exportedFileName, writeProfiles } from '../../../profiles/shared/writeProfiles.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import type { Parts } from '../../parts.ts';
import { askMany } from '../../quick/askMany.ts';
import { addressHint } from './addressHint.ts';

/**
 * Writes connections into a file, without secrets.
 * @throws Refusal when there are none.
 */
export async function exportConnections({ connections, notices }: Parts): Promise<void> {
  const all = connections.all();
  if (all.length === 0) {
    throw new Refusal(vscode.l10n.t('There are no connections to export.'), {
      rule: 'no connection',
      advice: vscode.l10n.t('Add one first: Add Connection….'),
    });
  }
  const title = vscode.l10n.t('Export Connections');
  const choices = all.map(({ profile }) => ({ label: profile.name, description: addressHint(profile), value: profile }));
  const chosen = await askMany(title, vscode.l10n.t('Which of them? Tokens and passwords are never exported'), choices);
  if (chosen === undefined || chosen.length === 0) return;
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const target = await vscode.window.showSaveDialog({
    title,
    filters: { JSON: ['json'] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder.uri, exportedFileName) }),
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(writeProfiles(chosen)));
  notices.done(vscode.l10n.t('Exported {0} connections, without secrets', chosen.length));
}

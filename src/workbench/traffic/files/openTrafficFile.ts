import * as vscode from 'vscode';
import { panels } from '../../ids.ts';

/** Opens a file as a log that can only be read: the one that was given, as from the explorer, or one that the user chooses. */
export async function openTrafficFile(given: unknown): Promise<void> {
  const uri = given instanceof vscode.Uri ? given : await browse();
  if (uri !== undefined) await vscode.commands.executeCommand('vscode.openWith', uri, panels.trafficFile);
}

async function browse(): Promise<vscode.Uri | undefined> {
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Open Traffic File'),
      filters: { [vscode.l10n.t('Exported traffic and transcripts')]: ['ndjson', 'jsonl', 'json'], [vscode.l10n.t('All files')]: ['*'] },
    })) ?? [];
  return chosen;
}

import * as vscode from 'vscode';
import { exportConnections } from '../connections/transfer/exportConnections.ts';
import { commands } from '../ids.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** Bring connections in from files of others, and write them into files. */
export function transferCommands(parts: Parts): readonly Command[] {
  return [
    {
      id: commands.importConnections,
      title: vscode.l10n.t('Import Connections'),
      needsTrust: true,
      run: async () => (await import('../connections/transfer/importConnections.ts')).importConnections(parts),
    },
    {
      id: commands.exportConnections,
      title: vscode.l10n.t('Export Connections'),
      needsTrust: false,
      run: () => exportConnections(parts),
    },
  ];
}

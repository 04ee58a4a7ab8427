import * as vscode from 'vscode';
import { commands, views } from '../ids.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** Show and clear the traffic log, and show the extension's own log. */
export function trafficCommands({ engine }: Parts, log: vscode.LogOutputChannel): readonly Command[] {
  return [
    {
      id: commands.showTraffic,
      title: vscode.l10n.t('Show Device Traffic'),
      needsTrust: false,
      run: () => vscode.commands.executeCommand(`${views.traffic}.focus`),
    },
    {
      id: commands.clearTraffic,
      title: vscode.l10n.t('Clear Traffic'),
      needsTrust: false,
      run: async () => {
        const calls = await engine.calls();
        const { first, end } = await calls.ask('extent');
        if (end === first) return;
        const clear = vscode.l10n.t('Clear');
        const question = vscode.l10n.t('Delete all {0} messages of the traffic log?', (end - first).toLocaleString('en'));
        if ((await vscode.window.showWarningMessage(question, { modal: true }, clear)) === clear) await calls.ask('clear');
      },
    },
    { id: commands.showLog, title: vscode.l10n.t('Show Log'), needsTrust: false, run: () => log.show() },
  ];
}

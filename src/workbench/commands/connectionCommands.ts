import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import { addConnection } from '../connections/addConnection.ts';
import { connectAsking } from '../connections/connectAsking.ts';
import { chooseConnection } from './chooseConnection.ts';
import type { Command } from './guarded.ts';
import type { Parts } from './parts.ts';

const none = {
  get message(): string {
    return vscode.l10n.t('There is no such connection.');
  },
  get advice(): string {
    return vscode.l10n.t('Look at the Connections view; Add Connection… makes one.');
  },
};

/** Add, connect, disconnect, delete. */
export function connectionCommands(parts: Parts): readonly Command[] {
  const { connections, profiles } = parts;
  return [
    {
      id: commands.addConnection,
      title: vscode.l10n.t('Add Connection'),
      needsTrust: true,
      run: async () => {
        const added = await addConnection(profiles, connections);
        if (added !== undefined) await connectAsking(parts, added);
      },
    },
    {
      id: commands.connect,
      title: vscode.l10n.t('Connect'),
      needsTrust: true,
      run: async (node) => {
        const idle = await chooseConnection(connections, node, ({ session }) => session === undefined || session.phase === 'closed', none);
        if (idle !== undefined) await connectAsking(parts, idle.profile);
      },
    },
    {
      id: commands.disconnect,
      title: vscode.l10n.t('Disconnect'),
      needsTrust: false,
      run: async (node) => {
        const active = await chooseConnection(
          connections,
          node,
          ({ session }) => session !== undefined && session.phase !== 'closed',
          none,
        );
        if (active !== undefined) await connections.disconnect(active.profile.id);
      },
    },
    {
      id: commands.deleteConnection,
      title: vscode.l10n.t('Delete Connection'),
      needsTrust: false,
      run: async (node) => {
        const chosen = await chooseConnection(connections, node, () => true, none);
        if (chosen === undefined) return;
        const remove = vscode.l10n.t('Delete');
        const answer = await vscode.window.showWarningMessage(
          vscode.l10n.t('Delete the connection {0} and its token?', chosen.profile.name),
          { modal: true, detail: vscode.l10n.t('The device itself stays registered on its platform.') },
          remove,
        );
        if (answer === remove) await connections.remove(chosen.profile.id);
      },
    },
  ];
}

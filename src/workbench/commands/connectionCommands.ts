import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import { addConnection } from '../connections/add/addConnection.ts';
import { connectAsking } from '../connections/connect/connectAsking.ts';
import { diagnose } from '../connections/doctor/diagnose.ts';
import { chooseConnection } from '../chooseConnection.ts';
import { confirm } from '../confirm.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** Add, connect, disconnect, delete. */
export function connectionCommands(parts: Parts): readonly Command[] {
  const { connections } = parts;
  return [
    {
      id: commands.addConnection,
      title: vscode.l10n.t('Add Connection'),
      needsTrust: true,
      run: async () => {
        const added = await addConnection(parts);
        if (added?.next === 'connect') await connectAsking(parts, added.profile);
        if (added?.next === 'diagnose') await diagnose(parts, added.profile);
      },
    },
    {
      id: commands.connect,
      title: vscode.l10n.t('Connect'),
      needsTrust: true,
      run: async (node) => {
        const idle = await chooseConnection(connections, node, ({ session }) => session === undefined || session.phase === 'closed', {
          message: vscode.l10n.t('There is no connection to connect.'),
          advice: vscode.l10n.t('All are open already, or none was added: Add Connection… makes one.'),
        });
        if (idle !== undefined) await connectAsking(parts, idle.profile);
      },
    },
    {
      id: commands.disconnect,
      title: vscode.l10n.t('Disconnect'),
      needsTrust: false,
      run: async (node) => {
        const active = await chooseConnection(connections, node, ({ session }) => session !== undefined && session.phase !== 'closed', {
          message: vscode.l10n.t('No connection is open.'),
          advice: vscode.l10n.t('There is nothing to disconnect.'),
        });
        if (active !== undefined) await connections.disconnect(active.profile.id);
      },
    },
    {
      id: commands.deleteConnection,
      title: vscode.l10n.t('Delete Connection'),
      needsTrust: false,
      run: async (node) => {
        const chosen = await chooseConnection(connections, node, ({ shared }) => shared === undefined, {
          message: vscode.l10n.t('There is no such connection.'),
          advice: vscode.l10n.t('Look at the Connections view for those that there are. One that a folder shares stands in its file.'),
        });
        if (chosen === undefined) return;
        const { profile } = chosen;
        const question = vscode.l10n.t('Delete the connection {0} and its token?', profile.name);
        const detail =
          profile.client.sender === 'application'
            ? vscode.l10n.t('The API key stays valid on its platform.')
            : vscode.l10n.t('The device itself stays registered on its platform.');
        if (await confirm(question, detail, vscode.l10n.t('Delete'))) await connections.remove(profile.id);
      },
    },
  ];
}

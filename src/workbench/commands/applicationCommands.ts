import * as vscode from 'vscode';
import type { Connection } from '../connections/connections.ts';
import { commands } from '../ids.ts';
import { activePayload } from '../publish/offeredPayload.ts';
import { canTake } from '../publish/publisher.ts';
import { sendCommandAs } from '../publish/sendCommandAs.ts';
import { startRestAction } from '../restActions/startRestAction.ts';
import { chooseConnection } from '../chooseConnection.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** What an application does: commands over MQTT, actions over REST. */
export function applicationCommands(parts: Parts): readonly Command[] {
  return [
    {
      id: commands.sendApplicationCommand,
      title: vscode.l10n.t('Send Command as Application'),
      needsTrust: true,
      run: async (node) => {
        const active = activePayload(vscode.window.activeTextEditor, parts.choices);
        const application = await chooseApplication(parts, node, ({ profile, session }) => canTake(profile, session));
        if (application !== undefined) await sendCommandAs(parts, application, active);
      },
    },
    {
      id: commands.startRestAction,
      title: vscode.l10n.t('Start Device Action as Application'),
      needsTrust: true,
      run: async (node) => {
        const application = await chooseApplication(parts, node, ({ session }) => session?.phase === 'connected');
        if (application !== undefined) await startRestAction(parts, application);
      },
    },
  ];
}

function chooseApplication(
  { connections }: Parts,
  node: unknown,
  fits: (connection: Connection) => boolean,
): Promise<Connection | undefined> {
  return chooseConnection(connections, node, (connection) => connection.profile.client.sender === 'application' && fits(connection), {
    message: vscode.l10n.t('No connection of an application is open.'),
    advice: vscode.l10n.t('Add one with Add Connection…, and connect it.'),
  });
}

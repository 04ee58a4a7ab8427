import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import type { Connection } from '../connections/connections.ts';
import { chooseConnection } from '../chooseConnection.ts';
import { confirm } from '../confirm.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** What becomes of messages that were not delivered. */
export function undeliveredCommands(parts: Parts): readonly Command[] {
  const { engine, notices } = parts;
  return [
    {
      id: commands.resendUndelivered,
      title: vscode.l10n.t('Publish Undelivered Again'),
      needsTrust: true,
      run: async (node) => {
        const connection = await chooseUndelivered(parts, node);
        if (connection === undefined) return;
        await (await engine.calls()).ask('resendUndelivered', connection.profile.id);
        notices.done(vscode.l10n.t('{0}: what was not delivered is on its way again', connection.profile.name));
      },
    },
    {
      id: commands.discardUndelivered,
      title: vscode.l10n.t('Discard Undelivered'),
      needsTrust: false,
      run: async (node) => {
        const connection = await chooseUndelivered(parts, node);
        if (connection === undefined) return;
        const question = vscode.l10n.t('Discard what {0} could not deliver?', connection.profile.name);
        const detail = vscode.l10n.t('Messages: {0}. They are not kept anywhere else.', undeliveredOf(connection));
        if (!(await confirm(question, detail, vscode.l10n.t('Discard')))) return;
        await (await engine.calls()).ask('discardUndelivered', connection.profile.id);
      },
    },
  ];
}

function chooseUndelivered({ connections }: Parts, node: unknown): Promise<Connection | undefined> {
  return chooseConnection(connections, node, (connection) => undeliveredOf(connection) > 0, {
    message: vscode.l10n.t('There are no undelivered messages.'),
    advice: vscode.l10n.t('Messages that could not be delivered stand below their connection in the Connections view.'),
  });
}

function undeliveredOf({ session }: Connection): number {
  return session?.undelivered.length ?? 0;
}

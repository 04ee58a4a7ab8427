import * as vscode from 'vscode';
import type { AnswerModes } from '../../replies/answerMode.ts';
import type { Connection } from '../connections/connections.ts';
import { askModes } from '../device/askModes.ts';
import { hasManagement } from '../device/managedChoice.ts';
import { modesText } from '../device/managementText.ts';
import { openReplies } from '../device/openReplies.ts';
import { commands } from '../ids.ts';
import { chooseConnection } from '../chooseConnection.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** How requests of the platform are answered. */
export function replyCommands(parts: Parts): readonly Command[] {
  return [
    {
      id: commands.chooseAnswers,
      title: vscode.l10n.t('Choose How Requests Are Answered'),
      needsTrust: true,
      run: (node) => chooseAnswers(parts, node),
    },
    {
      id: commands.openReplies,
      title: vscode.l10n.t('Open Replies File'),
      needsTrust: true,
      run: async () => openReplies(await parts.replies()),
    },
  ];
}

async function chooseAnswers(parts: Parts, node: unknown): Promise<void> {
  const connection = await chooseConnection(parts.connections, node, isChangeable, {
    message: vscode.l10n.t('There is no connection whose answers can be chosen.'),
    advice: vscode.l10n.t('Add a device or gateway that does Device Management, or connect the shared one: its file is not changed here.'),
  });
  if (connection === undefined) return;
  const { profile, session } = connection;
  const title = vscode.l10n.t('How Requests to {0} Are Answered', profile.name);
  const now = isActive(connection) ? session?.modes : undefined;
  await askModes(title, now ?? profile.management.answers, (modes) => keepModes(parts, connection, modes));
}

/** The file of a shared profile belongs to all who share it, so there only the open connection can be changed. */
function isChangeable(connection: Connection): boolean {
  return hasManagement(connection) && (connection.shared === undefined || isActive(connection));
}

function isActive({ session }: Connection): boolean {
  return session !== undefined && session.phase !== 'closed';
}

async function keepModes(
  { profiles, connections, engine, notices }: Parts,
  { profile: { id }, shared }: Connection,
  modes: AnswerModes,
): Promise<void> {
  const own = shared === undefined ? profiles.find(id) : undefined;
  if (own !== undefined) await profiles.put({ ...own, management: { ...own.management, answers: modes } });
  // It may have been connected or disconnected while the question was open.
  const now = connections.find(id);
  if (now === undefined) return;
  if (isActive(now)) await (await engine.calls()).ask('setModes', id, modes);
  const text = vscode.l10n.t('How requests to {0} are answered: {1}', now.profile.name, modesText(modes));
  notices.done(shared === undefined ? text : vscode.l10n.t('{0}, for as long as it is connected', text));
}

import * as vscode from 'vscode';
import type { PendingRequest } from '../../rpc/engineContract.ts';
import { kindNamed } from '../../wiotp/catalog.ts';
import { returnCodeMeaning } from '../../wiotp/returnCodes.ts';
import type { Connection } from '../connections/connections.ts';
import { commands } from '../ids.ts';
import { askAlone, askChoice, askText } from '../quick/wizard.ts';
import { chooseConnection, chooseOpenConnection, isConnectionNode } from './chooseConnection.ts';
import type { Command } from './guarded.ts';
import type { Parts } from './parts.ts';

/** Device Management from the device's side: manage, and answer what the platform asks. */
export function managementCommands(parts: Parts): readonly Command[] {
  const { connections, engine, notices } = parts;
  return [
    {
      id: commands.sendManageRequest,
      title: vscode.l10n.t('Send Manage Request'),
      needsTrust: true,
      run: async (node) => {
        const connection = await chooseOpenConnection(connections, node);
        if (connection === undefined) return;
        const { rc, message } = await (await engine.calls()).ask('manage', connection.profile.id);
        const text = `rc ${rc}: ${message ?? returnCodeMeaning(rc, kindNamed('dm.manage'))}`;
        if (rc === 200) notices.done(vscode.l10n.t('{0} is managed, {1}', connection.profile.name, text));
        else await notices.warn(vscode.l10n.t('The platform refused the Manage request of {0}, {1}', connection.profile.name, text));
      },
    },
    {
      id: commands.answerRequest,
      title: vscode.l10n.t('Answer Pending Request'),
      needsTrust: true,
      run: async (node) => {
        const connection = await chooseConnection(connections, node, ({ session }) => (session?.pending.length ?? 0) > 0, {
          message: vscode.l10n.t('No request waits for an answer.'),
          advice: vscode.l10n.t('Requests appear below their connection when the platform sends them.'),
        });
        const request = connection === undefined ? undefined : await chooseRequest(node, connection);
        if (connection === undefined || request === undefined) return;
        const answer = await askAnswer(connection, request);
        if (answer !== undefined) await (await engine.calls()).ask('answer', connection.profile.id, request.reqId, answer);
      },
    },
  ];
}

async function chooseRequest(node: unknown, { session }: Connection): Promise<PendingRequest | undefined> {
  if (isConnectionNode(node) && node.node === 'request') return node.request;
  const pending = session?.pending ?? [];
  if (pending.length <= 1) return pending[0];
  return askAlone(vscode.l10n.t('Answer Pending Request'), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('Choose a request'),
      choices: pending.map((request) => ({ label: request.title, description: request.reqId, value: request })),
    }),
  );
}

async function askAnswer({ profile }: Connection, { kind }: PendingRequest): Promise<{ rc: number; message?: string } | undefined> {
  const { title, answer } = kindNamed(kind);
  const heading = `${profile.name}: ${title}`;
  const rc = await askAlone(heading, (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('Answer with which return code?'),
      choices: (answer?.codes ?? []).map(({ rc, meaning }) => ({ label: `rc ${rc}`, description: meaning, value: rc })),
    }),
  );
  if (rc === undefined || rc < 300) return rc === undefined ? undefined : { rc };
  const prompt = vscode.l10n.t('Message for the platform (may be empty)');
  const message = await askAlone(heading, (place) => askText(place, { prompt, check: () => undefined }));
  if (message === undefined) return undefined;
  return message === '' ? { rc } : { rc, message };
}

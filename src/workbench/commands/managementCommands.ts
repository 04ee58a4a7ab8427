import * as vscode from 'vscode';
import { kindNamed } from '../../wiotp/catalog.ts';
import { askAnswer } from '../device/askAnswer.ts';
import { knownValues } from '../device/knownValues.ts';
import { chooseManaged } from '../device/managedChoice.ts';
import { deviceText } from '../../wiotp/deviceName.ts';
import { chooseWaiting } from '../device/pendingChoice.ts';
import { sendOrInsist } from '../device/sendOrInsist.ts';
import { tellServer } from '../device/tellServer.ts';
import { commands } from '../ids.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';
import { pendingRowOf } from '../traffic/message/pendingRowOf.ts';

/** Device Management from the device's side: manage, unmanage, and answer what the platform asks. */
export function managementCommands(parts: Parts): readonly Command[] {
  const { connections } = parts;
  const manage = vscode.l10n.t('Send Manage Request');
  const unmanage = vscode.l10n.t('Send Unmanage Request');
  return [
    {
      id: commands.sendManageRequest,
      title: manage,
      needsTrust: true,
      run: async (node) => {
        const managed = await chooseManaged(connections, node, manage);
        if (managed !== undefined) await tellServer(parts, managed, { kind: 'dm.manage' });
      },
    },
    {
      id: commands.sendUnmanageRequest,
      title: unmanage,
      needsTrust: true,
      run: async (node) => {
        const managed = await chooseManaged(connections, node, unmanage);
        if (managed !== undefined) await tellServer(parts, managed, { kind: 'dm.unmanage' });
      },
    },
    {
      id: commands.answerRequest,
      title: vscode.l10n.t('Answer Pending Request'),
      needsTrust: true,
      run: (node) => answerRequest(parts, node),
    },
  ];
}

async function answerRequest({ connections, engine, notices }: Parts, node: unknown): Promise<void> {
  const waiting = await chooseWaiting(connections, await pendingRowOf(engine, node));
  if (waiting === undefined) return;
  const { connection, request, state } = waiting;
  const { id, name } = connection.profile;
  const whose = request.device === undefined ? name : `${name}, ${deviceText(request.device)}`;
  const kind = kindNamed(request.kind).title;
  const answer = await askAnswer({ title: `${whose}: ${kind}`, request, known: knownValues(connection, state) });
  if (answer === undefined) return;
  const calls = await engine.calls();
  const sent = await sendOrInsist(async (insist) => {
    await calls.ask('answer', id, request.key, { ...answer, ...insist });
    return true;
  });
  if (sent === true) notices.done(vscode.l10n.t('{0}: answered the {1} with rc {2}', whose, kind.toLowerCase(), answer.rc));
}

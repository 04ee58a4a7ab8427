import * as vscode from 'vscode';
import type { LogPlace } from '../../../rpc/log/logContract.ts';
import { senderOf } from '../../../wiotp/clientId.ts';
import type { Engine } from '../../engine.ts';
import { askChoice, type Outcome, type Place } from '../../quick/wizard.ts';

/** The devices and gateways of a log, of which each can have a transcript; that of the given row comes first. */
export async function transcriptClients(engine: Engine, { log, seq }: LogPlace): Promise<readonly string[]> {
  const calls = await engine.calls();
  const { clients } = await calls.ask('known', log);
  const [row] = seq === undefined ? [] : await calls.ask('rows', seq, 1, log);
  const all = row === undefined ? clients : [row.clientId, ...clients];
  return [...new Set(all)].filter((client) => client !== '' && senderOf(client) !== 'application');
}

/** Asks whose conversation it is. Where there is `anyone`, it is the usual choice and gives an empty text. */
export function askClient(place: Place, clients: readonly string[], anyone?: string): Promise<Outcome<string>> {
  return askChoice(place, {
    placeholder: vscode.l10n.t('A transcript is the conversation of one device or gateway. Whose?'),
    choices: [
      ...(anyone === undefined ? [] : [{ label: anyone, value: '' }]),
      ...clients.map((client) => ({ label: client, value: client })),
    ],
  });
}

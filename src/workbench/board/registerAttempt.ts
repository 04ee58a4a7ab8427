import * as vscode from 'vscode';
import { Refusal } from '../../wiotp/refusal.ts';
import type { Parts } from '../parts.ts';
import { askAlone, askChoice } from '../quick/wizard.ts';
import type { Board } from './board.ts';

/** Registers the device of a refused attempt: the one that is named, or one that the user picks. */
export async function registerAttempt(parts: Parts, board: Board, attempt: unknown): Promise<void> {
  const connection = typeof attempt === 'string' ? attempt : await chooseAttempt(parts);
  if (connection === undefined) return;
  const { typeId, deviceId } = await board.register(connection);
  parts.notices.done(vscode.l10n.t('Registered {0} of the type {1}; its next attempt is accepted', deviceId, typeId));
}

async function chooseAttempt({ platform }: Parts): Promise<string | undefined> {
  const attempts = await (await platform.calls()).ask('attempts');
  const latest = new Map(
    attempts.toReversed().flatMap((attempt) => (attempt.registrable === undefined ? [] : [[attempt.clientId, attempt] as const])),
  );
  if (latest.size === 0) {
    throw new Refusal(vscode.l10n.t('No device was refused only because it is not registered.'), {
      rule: 'no such attempt',
      advice: vscode.l10n.t('Let the board try again.'),
    });
  }
  return askAlone(vscode.l10n.t('Register This Device'), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('Which one? It is registered with the token that it sent'),
      choices: [...latest.values()]
        .toReversed()
        .map(({ clientId = '', peer, connection }) => ({ label: clientId, description: peer, value: connection })),
    }),
  );
}

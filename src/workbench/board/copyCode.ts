import * as vscode from 'vscode';
import type { Parts } from '../parts.ts';
import { deviceOfNode } from '../embeddedPlatform/tree/platformNode.ts';
import { wizard, askChoice, extend, type Step } from '../quick/wizard.ts';
import { askDevice, askLanguage, askTls, type BoardAnswers } from './askBoard.ts';
import { loopback, type Board } from './board.ts';
import { languageName } from './codeLanguages.ts';
import { haveToken } from './deviceToken.ts';
import { devicesOf, listenersOf } from './platformLists.ts';

/** Copies code for a device, with the language asked for and everything else as the platform is. */
export async function copyCode(parts: Parts, board: Board, node: unknown): Promise<void> {
  await parts.platform.calls();
  const named = deviceOfNode(node);
  const open = [...new Set(listenersOf(parts).map(({ host }) => host))];
  const steps: readonly Step<BoardAnswers>[] = [
    ...(named === undefined ? [askDevice(devicesOf(parts))] : []),
    ...(open.length > 1 ? [askOpenAddress(open)] : []),
    askLanguage,
    askTls(() => listenersOf(parts)),
  ];
  const first: BoardAnswers = { address: open[0] ?? loopback, device: named, language: '', tls: false };
  const answers = await wizard(vscode.l10n.t('Copy Connection Code'), first, steps);
  if (answers?.device === undefined || !(await haveToken(parts, answers.device))) return;
  board.setDevice(answers.device);
  board.setWish(answers);
  await putOnClipboard(parts, board);
}

/** Copies the code of a board as it was chosen. @throws Refusal when there is none. */
export async function putOnClipboard({ notices }: Parts, board: Board): Promise<void> {
  await vscode.env.clipboard.writeText(await board.code());
  notices.done(vscode.l10n.t('Copied code for {0}', languageName(board.wish.language)));
}

function askOpenAddress(addresses: readonly string[]): Step<BoardAnswers> {
  const choices = addresses.map((address) => ({ label: address, value: address }));
  const placeholder = vscode.l10n.t('Where does it connect to?');
  return (answers, place) => extend(askChoice(place, { placeholder, choices }), (address) => ({ ...answers, address }));
}

import * as vscode from 'vscode';
import type { Parts } from '../parts.ts';
import { startPlatform } from '../embeddedPlatform/startPlatform.ts';
import { deviceOfNode } from '../embeddedPlatform/tree/platformNode.ts';
import { askAlone, wizard, type Step } from '../quick/wizard.ts';
import { askDevice, askInterface, askLanguage, askTls, type BoardAnswers } from './askBoard.ts';
import { loopback, type Board } from './board.ts';
import { putOnClipboard } from './copyCode.ts';
import { haveToken } from './deviceToken.ts';
import { devicesOf, listenersOf } from './platformLists.ts';

/**
 * From nothing to code for the board: starts the platform, asks for network, device and language, opens the address that
 * was chosen and no other, and copies the code. The view that waits for the board is shown before anything can go wrong
 * with that.
 */
export async function connectBoard(parts: Parts, board: Board, showView: () => void, node: unknown): Promise<void> {
  await startPlatform(parts);
  const calls = await parts.platform.calls();
  const interfaces = await calls.ask('interfaces');
  const named = deviceOfNode(node);
  const steps: readonly Step<BoardAnswers>[] = [
    ...(interfaces.some(({ kind }) => kind !== 'loopback') ? [askInterface(interfaces)] : []),
    ...(named === undefined ? [askDevice(devicesOf(parts))] : []),
    askLanguage,
    askTls(() => listenersOf(parts)),
  ];
  const first: BoardAnswers = { address: loopback, device: named, language: '', tls: false };
  const answers = await wizard(vscode.l10n.t('Connect a Board'), first, steps);
  if (answers?.device === undefined) return;
  const { address, device, language, tls } = answers;
  if (!(await haveToken(parts, device))) return;
  board.setDevice(device);
  showView();
  if (address !== loopback) await board.openAddress(address);
  board.setWish({ address, language, tls });
  await putOnClipboard(parts, board);
}

/** Asks which device the board of the open view is. */
export async function chooseBoardDevice(parts: Parts, board: Board): Promise<void> {
  const ask = askDevice(devicesOf(parts));
  const first: BoardAnswers = { address: loopback, device: undefined, language: '', tls: false };
  const answers = await askAlone(vscode.l10n.t('Connect a Board'), (place) => ask(first, place));
  if (answers?.device !== undefined && (await haveToken(parts, answers.device))) board.setDevice(answers.device);
}

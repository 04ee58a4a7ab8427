import * as vscode from 'vscode';
import type { BoardCalls } from '../../rpc/board/boardContract.ts';
import type { Server } from '../../rpc/contract.ts';
import type { Command } from '../commands/guarded.ts';
import type { Parts } from '../parts.ts';
import { startPlatform } from '../embeddedPlatform/startPlatform.ts';
import { commands, views } from '../ids.ts';
import { Board } from './board.ts';
import { BoardPanel } from './boardPanel.ts';
import { chooseBoardDevice, connectBoard } from './connectBoard.ts';
import { copyCode } from './copyCode.ts';
import { issueToken } from './deviceToken.ts';
import { hostFacts } from './hostFacts.ts';
import { registerAttempt } from './registerAttempt.ts';

/** Connect a board, copy code that connects, and register whoever was refused only for want of that. */
export function boardCommands(parts: Parts): readonly Command[] {
  const failed = (error: unknown): void => void parts.notices.error(vscode.l10n.t('Connect a Board'), error);
  const { bin, platform, connections, extensionUri } = parts;
  const board = bin.add(new Board({ platform, connections, facts: hostFacts(), failed }));
  const panel = bin.add(new BoardPanel(board, { extensionUri, server: panelServer(parts, board), failed }));
  return [
    {
      id: commands.connectBoard,
      title: vscode.l10n.t('Connect a Board'),
      needsTrust: true,
      run: (node) => connectBoard(parts, board, () => panel.show(), node),
    },
    {
      id: commands.copyConnectionCode,
      title: vscode.l10n.t('Copy Connection Code'),
      needsTrust: true,
      run: (node) => copyCode(parts, board, node),
    },
    {
      id: commands.registerAttempt,
      title: vscode.l10n.t('Register This Device'),
      needsTrust: true,
      run: (attempt) => registerAttempt(parts, board, attempt),
    },
  ];
}

/** What the view can have done. All of it needs trust, without which the view cannot be opened. */
function panelServer(parts: Parts, board: Board): Omit<Server<BoardCalls>, 'state'> {
  return {
    startPlatform: async () => void (await startPlatform(parts)),
    openAddress: (address) => board.openAddress(address),
    closeAddress: (address) => board.closeAddress(address),
    chooseDevice: () => chooseBoardDevice(parts, board),
    issueToken: async () => {
      if (board.device === undefined) return;
      await issueToken(parts, board.device);
      await board.refresh();
    },
    wish: (wish) => board.setWish(wish),
    copyCode: async () => vscode.env.clipboard.writeText(await board.code()),
    copy: async (text) => vscode.env.clipboard.writeText(text),
    register: async (connection) => void (await board.register(connection)),
    showTraffic: async () => void (await vscode.commands.executeCommand(`${views.traffic}.focus`)),
  };
}

import * as vscode from 'vscode';
import { payloadFileOf } from '../../editor/payloadFiles.ts';
import type { Bin } from '../bin.ts';
import { contextKeys, settings } from '../ids.ts';

/** Keeps the context key true that shows publishing in the title of payload files. */
export function keepPayloadFileContext(bin: Bin): void {
  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    void vscode.commands.executeCommand(
      'setContext',
      contextKeys.payloadFile,
      document !== undefined && payloadFileOf(document) !== undefined,
    );
  };
  bin.add(vscode.window.onDidChangeActiveTextEditor(update));
  bin.add(vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration(settings.files) && update()));
  update();
}

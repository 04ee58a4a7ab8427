import * as vscode from 'vscode';
import type { OpenConnections } from '../editor/codeLenses.ts';
import { LanguageFeatures } from '../editor/languageFeatures.ts';
import type { OurFile } from '../lint/files/ourFile.ts';
import { OwnSchemaThread } from '../ownSchemas/ownSchemaThread.ts';
import type { Connections } from './connections/connections.ts';
import type { EditorFeatureParts } from './editorFeatures.ts';
import { commands, contextKeys } from './ids.ts';
import type { NoticeAction } from './notices.ts';

/**
 * Everything that our files get in the editor, joined to the workbench; the caller starts it.
 * The entry of a bundle of its own, which is loaded when the first of our files is open, or with the log.
 */
export function languageFeatures(parts: EditorFeatureParts): LanguageFeatures {
  const { extension, schemasProgram, choices, connections, notices, log } = parts;
  return new LanguageFeatures({
    manifest: extension.packageJSON,
    choices,
    connections: openConnections(connections),
    commands: { choose: commands.choosePayloadKind, publish: commands.publishPayloadFile, copy: commands.copyPayloadAsCode },
    startSchemaThread: (reported) => new OwnSchemaThread({ program: schemasProgram, reported }),
    tellFault: (fault) => void notices.warn(fault, openSettings),
    failed: (error) => log.error('A check against your own schemas failed', error instanceof Error ? error : String(error)),
    active: showContext,
  });
}

function openConnections(connections: Connections): OpenConnections {
  return {
    anyOpen: () => connections.all().some(({ session }) => session?.phase === 'connected'),
    onChange: (run) => connections.onChange(run),
  };
}

const openSettings: NoticeAction = {
  title: vscode.l10n.t('Open Settings'),
  run: () => vscode.commands.executeCommand('workbench.action.openSettings', '@ext:device-workbench.wiotp-workbench'),
};

/** Keeps the context key true that shows what can be done with payload files. */
function showContext(file: OurFile | undefined): void {
  void vscode.commands.executeCommand('setContext', contextKeys.payloadFile, file?.type === 'payload');
}

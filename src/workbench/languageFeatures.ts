import * as vscode from 'vscode';
import type { OpenConnections } from '../editor/codeLenses.ts';
import { LanguageFeatures } from '../editor/languageFeatures.ts';
import type { OurFile } from '../lint/files/ourFile.ts';
import { canPublish } from '../lint/files/sending.ts';
import { OwnSchemaThread } from '../ownSchemas/ownSchemaThread.ts';
import type { Connections } from './connections/connections.ts';
import { RepliesFiles, type RepliesFilesParts } from './device/repliesFiles.ts';
import type { EditorFeatureParts } from './editorFeatures.ts';
import { commands, contextKeys } from './ids.ts';
import type { NoticeAction } from './notices.ts';
import { canTake } from './publish/publisher.ts';

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

/** What a number, a topic or anything else of the platform means: the same tables as in the editor. */
export { explain } from '../assist/explain/explain.ts';
export { readSubject } from '../assist/explain/subject.ts';

/** The replies files, which are read by the same linter as everything in the editor. */
export function repliesFiles(parts: RepliesFilesParts): RepliesFiles {
  return new RepliesFiles(parts);
}

function openConnections(connections: Connections): OpenConnections {
  return {
    classes: () =>
      new Set(
        connections
          .all()
          .filter(({ profile, session }) => canTake(profile, session))
          .map(({ profile }) => profile.client.sender),
      ),
    onChange: (run) => connections.onChange(run),
  };
}

const openSettings: NoticeAction = {
  title: vscode.l10n.t('Open Settings'),
  run: () => vscode.commands.executeCommand('workbench.action.openSettings', '@ext:device-workbench.wiotp-workbench'),
};

/** Keeps the context keys true that show what can be done with payload files. */
function showContext(file: OurFile | undefined): void {
  const isPayload = file?.type === 'payload';
  const text = vscode.window.activeTextEditor?.document.getText() ?? '';
  void vscode.commands.executeCommand('setContext', contextKeys.payloadFile, isPayload);
  void vscode.commands.executeCommand('setContext', contextKeys.publishableFile, isPayload && canPublish(file, text));
}

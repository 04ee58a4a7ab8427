import * as vscode from 'vscode';
import type { DocumentChoices } from '../../editor/files/documentChoices.ts';
import { ourFileOf } from '../../editor/files/ourFiles.ts';
import type { PayloadFile } from '../../lint/files/ourFile.ts';
import type { Draft, OfferedPayload } from './draft.ts';

/** What the active editor has to offer for publishing. */
export interface ActivePayload {
  /** The selection, or the whole text of a payload file; never the text of another file. */
  readonly payload: OfferedPayload | undefined;
  /** The payload file in the active editor, if it is one. */
  readonly file: PayloadFile | undefined;
}

export function activePayload(editor: vscode.TextEditor | undefined, choices: DocumentChoices): ActivePayload {
  if (editor === undefined) return { payload: undefined, file: undefined };
  const { document, selection } = editor;
  const file = payloadFileOf(document, choices);
  const name = vscode.workspace.asRelativePath(document.uri);
  if (!selection.isEmpty) return { payload: { from: vscode.l10n.t('Selection in {0}', name), text: document.getText(selection) }, file };
  return { payload: file === undefined ? undefined : { from: name, text: document.getText() }, file };
}

/** The payload file that a document is, if it is one. */
export function payloadFileOf(document: vscode.TextDocument, choices: DocumentChoices): PayloadFile | undefined {
  const file = ourFileOf(document, choices);
  return file?.type === 'payload' ? file : undefined;
}

/** The active editor's payload, or else the last one sent under this name. */
export function offeredPayload(active: ActivePayload, recent: readonly Draft[], name: string): OfferedPayload | undefined {
  if (active.payload !== undefined) return active.payload;
  const before = recent.find((draft) => draft.name === name);
  return before === undefined ? undefined : { from: vscode.l10n.t('Last payload of {0}', name), text: before.payload };
}

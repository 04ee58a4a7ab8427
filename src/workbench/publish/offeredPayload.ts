import * as vscode from 'vscode';
import { payloadFileOf, type PayloadFile } from '../../editor/payloadFiles.ts';
import type { Draft, OfferedPayload } from './draft.ts';

/** What the active editor has to offer for publishing. */
export interface ActivePayload {
  /** The selection, or the whole text of a payload file; never the text of another file. */
  readonly payload: OfferedPayload | undefined;
  /** The payload file in the active editor, if it is one. */
  readonly file: PayloadFile | undefined;
}

export function activePayload(editor: vscode.TextEditor | undefined): ActivePayload {
  if (editor === undefined) return { payload: undefined, file: undefined };
  const { document, selection } = editor;
  const file = payloadFileOf(document);
  const name = vscode.workspace.asRelativePath(document.uri);
  if (!selection.isEmpty) return { payload: { from: vscode.l10n.t('Selection in {0}', name), text: document.getText(selection) }, file };
  return { payload: file === undefined ? undefined : { from: name, text: document.getText() }, file };
}

/** The active editor's payload, or else the last one sent under this name. */
export function offeredPayload(active: ActivePayload, recent: readonly Draft[], name: string): OfferedPayload | undefined {
  if (active.payload !== undefined) return active.payload;
  const before = recent.find((draft) => draft.name === name);
  return before === undefined ? undefined : { from: vscode.l10n.t('Last payload of {0}', name), text: before.payload };
}

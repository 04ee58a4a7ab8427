import * as vscode from 'vscode';
import type { DocumentChoices } from '../../editor/files/documentChoices.ts';
import { ourFileOf } from '../../editor/files/ourFiles.ts';
import type { PayloadFile } from '../../lint/files/ourFile.ts';
import type { Qos } from '../../wiotp/message.ts';
import { isSameMessage, type Draft, type DraftPayload } from './draft.ts';

/** A payload to offer, and where it comes from. */
export interface OfferedPayload extends DraftPayload {
  readonly from: string;
}

/** What the active editor has to offer for publishing. */
export interface ActivePayload {
  /** The selection, or the whole text of a payload file; never the text of another file. */
  readonly payload: OfferedPayload | undefined;
  /** The payload file in the active editor, if it is one. */
  readonly file: PayloadFile | undefined;
  /** The quality of service to begin with; absent for the connection's own. */
  readonly qos?: Qos;
}

export function activePayload(editor: vscode.TextEditor | undefined, choices: DocumentChoices): ActivePayload {
  if (editor === undefined) return { payload: undefined, file: undefined };
  const { document, selection } = editor;
  const file = payloadFileOf(document, choices);
  const name = vscode.workspace.asRelativePath(document.uri);
  if (!selection.isEmpty) return { payload: { from: vscode.l10n.t('Selection in {0}', name), payload: document.getText(selection) }, file };
  return { payload: file === undefined ? undefined : { from: name, payload: document.getText() }, file };
}

/** The payload file that a document is, if it is one. */
export function payloadFileOf(document: vscode.TextDocument, choices: DocumentChoices): PayloadFile | undefined {
  const file = ourFileOf(document, choices);
  return file?.type === 'payload' ? file : undefined;
}

/** How many of the payloads sent before are offered. */
const mostRecent = 5;

/** What there is to offer for a message: the active editor's payload, and those that were sent before, of the same message first. */
export function offeredPayloads(active: OfferedPayload | undefined, recent: readonly Draft[], draft: Draft): readonly OfferedPayload[] {
  const inFormat = recent.filter(({ format }) => format === draft.format);
  const ordered = [...inFormat.filter((one) => isSameMessage(one, draft)), ...inFormat.filter((one) => !isSameMessage(one, draft))];
  const before = ordered.slice(0, mostRecent).map(({ name, payload, encoding }) => ({
    from: vscode.l10n.t('Last payload of {0}', name),
    payload,
    ...(encoding === undefined ? {} : { encoding }),
  }));
  return active === undefined ? before : [active, ...before];
}

import * as vscode from 'vscode';
import type { DocumentChoices } from '../../editor/files/documentChoices.ts';
import type { PayloadFile } from '../../lint/files/ourFile.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { payloadFileOf } from '../publish/offeredPayload.ts';

/** A document that is one payload, with its text as it is on the screen. */
export interface PayloadDocument {
  readonly document: vscode.TextDocument;
  readonly file: PayloadFile;
  readonly text: string;
}

/**
 * The payload file that a command is for: the one of the lens that was pressed or of the menu that was opened, or else
 * the one in the active editor.
 * @throws Refusal when that is no payload file.
 */
export async function payloadDocument(argument: unknown, choices: DocumentChoices): Promise<PayloadDocument> {
  const uri = uriOf(argument);
  const document = uri === undefined ? vscode.window.activeTextEditor?.document : await vscode.workspace.openTextDocument(uri);
  const file = document === undefined ? undefined : payloadFileOf(document, choices);
  if (document !== undefined && file !== undefined) return { document, file, text: document.getText() };
  throw new Refusal(vscode.l10n.t('The document in the active editor is no payload file.'), {
    rule: 'only payload files',
    advice: vscode.l10n.t('Run “Choose Payload Kind…” to say what it is, or “New Payload File…” for another one.'),
  });
}

function uriOf(argument: unknown): vscode.Uri | undefined {
  // Menus of files give the address itself.
  if (argument instanceof vscode.Uri) return argument;
  const uri: unknown = typeof argument === 'object' && argument !== null && 'uri' in argument ? argument.uri : undefined;
  return uri instanceof vscode.Uri ? uri : undefined;
}

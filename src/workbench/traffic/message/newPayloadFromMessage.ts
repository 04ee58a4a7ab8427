import * as vscode from 'vscode';
import { payloadTemplate } from '../../../assist/snippets/newPayload.ts';
import type { DocumentChoices } from '../../../editor/files/documentChoices.ts';
import type { LogMessage } from '../../../rpc/log/traffic.ts';
import { senderOf } from '../../../wiotp/clientId.ts';
import { isDeviceManagement } from '../../../wiotp/kind.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import { matchTopic } from '../../../wiotp/topic.ts';
import { freeUri } from '../../payloads/freeUri.ts';
import { isEditorText, isJson, utf8Text } from './payloadText.ts';

/**
 * Opens a new document with just the payload of a message, which is taken for what its topic says. What an editor would not keep as it
 * is, bytes for example, is saved to a file that the user chooses.
 * @throws Refusal for a message without a payload.
 */
export async function newPayloadFromMessage(choices: DocumentChoices, message: LogMessage): Promise<void> {
  const { payload, topic } = message;
  if (topic === '' || payload.length === 0) throw noPayload();
  const text = utf8Text(payload);
  if (text !== undefined && isEditorText(text)) await openText(choices, message, text);
  else await saveBytes(message);
}

async function openText(choices: DocumentChoices, message: LogMessage, text: string): Promise<void> {
  const uri = await freeUri(fileName(message, text));
  if (matchTopic(message.topic) !== undefined) await choices.choose(uri, message.topic);
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  await editor.edit((edit) => {
    edit.setEndOfLine(text.includes('\r\n') ? vscode.EndOfLine.CRLF : vscode.EndOfLine.LF);
    edit.replace(new vscode.Range(0, 0, editor.document.lineCount, 0), text);
  });
}

async function saveBytes(message: LogMessage): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const name = fileName(message, undefined);
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save the payload as it is: no editor keeps these bytes unchanged'),
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder.uri, name) }),
  });
  if (uri !== undefined) await vscode.workspace.fs.writeFile(uri, message.payload);
}

/** A name that tells the kind where names do, and otherwise the event or the command and its format. */
function fileName({ topic, clientId }: LogMessage, text: string | undefined): string {
  const match = matchTopic(topic, senderOf(clientId));
  const isText = text !== undefined;
  if (match !== undefined && isText && isDeviceManagement(match.kind) && isJson(text)) return payloadTemplate(match.kind).name;
  const { eventId, commandId, format } = match?.parts ?? {};
  const name = (eventId ?? commandId ?? 'payload').replaceAll(/[^\w-]/g, '_').slice(0, 60);
  return `${name}.${isText && isJson(text) ? 'json' : (endings[format?.toLowerCase() ?? ''] ?? (isText ? 'txt' : 'bin'))}`;
}

const endings: Readonly<Record<string, string>> = { csv: 'csv', xml: 'xml', json: 'json' };

function noPayload(): Refusal {
  return new Refusal(vscode.l10n.t('This row has no payload.'), {
    rule: 'a payload file is one payload',
    advice: vscode.l10n.t('Choose a message that has one.'),
  });
}

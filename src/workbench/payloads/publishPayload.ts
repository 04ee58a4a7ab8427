import * as vscode from 'vscode';
import { canPublish } from '../../lint/files/sending.ts';
import { payloadTopic } from '../../lint/files/payloadTopic.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { matchTopic } from '../../wiotp/topic.ts';
import { chooseOpenConnection } from '../commands/chooseConnection.ts';
import type { Parts } from '../commands/parts.ts';
import { commands } from '../ids.ts';
import { mayBeSent } from '../publish/jsonCheck.ts';
import type { PayloadDocument } from './payloadDocument.ts';

const encoder = new TextEncoder();

/**
 * Publishes a payload file as it is on the screen, on its own topic; for an event whose topic is not known, asks as
 * *Publish Event…* does.
 * @throws Refusal for what a device does not send.
 */
export async function publishPayload({ connections, engine, notices }: Parts, { document, file, text }: PayloadDocument): Promise<void> {
  if (!canPublish(file, text)) throw notFromDevice(file.kind.title);
  const topic = payloadTopic(file, text);
  if (topic === undefined) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand(commands.publishEvent);
    return;
  }
  const match = matchTopic(topic, 'device');
  const isJson = (match?.parts['format'] ?? 'json') === 'json';
  if (isJson && !(await mayBeSent(text))) return;
  const connection = await chooseOpenConnection(connections, undefined);
  if (connection === undefined) return;
  const message = { topic, payload: encoder.encode(text), qos: match?.kind.qos?.usual ?? 0, retain: false };
  await (await engine.calls()).ask('publish', connection.profile.id, message);
  notices.done(vscode.l10n.t('Published {0} ({1} bytes)', topic, message.payload.byteLength));
}

function notFromDevice(what: string): Refusal {
  return new Refusal(vscode.l10n.t('{0}: this is nothing that a device sends.', what), {
    rule: 'a connection of a device publishes what devices send',
    advice: vscode.l10n.t('Run “Choose Payload Kind…” if the file holds something else; send commands from the Platform view.'),
  });
}

import * as vscode from 'vscode';
import { payloadTopic } from '../../lint/files/payloadTopic.ts';
import { sendersOf } from '../../lint/files/sending.ts';
import { isDeviceManagement } from '../../wiotp/kind.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { buildTopic, matchTopic } from '../../wiotp/topic.ts';
import { topicAllowed } from '../../wiotp/topics/topicRules.ts';
import { chooseConnection } from '../chooseConnection.ts';
import type { Parts } from '../parts.ts';
import { checkOutgoing, type OutgoingMessage } from '../publish/checkOutgoing.ts';
import { confirmProblems } from '../publish/confirmProblems.ts';
import { askDeviceBehind } from '../publish/askDeviceBehind.ts';
import { fillPayload } from '../publish/outgoing.ts';
import { publishEventAs } from '../publish/publishEvent.ts';
import { canTake, possibleQos, publisherOf, type Publisher } from '../publish/publisher.ts';
import { sendCommandAs } from '../publish/sendCommandAs.ts';
import { sendMessage } from '../publish/sendMessage.ts';
import { templateSources } from '../publish/templateSources.ts';
import type { Connection } from '../connections/connections.ts';
import type { PayloadDocument } from './payloadDocument.ts';

/**
 * Publishes a payload file as it is on the screen, with its variables filled in, on its own topic; where that is not known, asks as
 * *Publish Event…* and *Send Command as Application…* do.
 * @throws Refusal for what no client sends, and for what none of the open ones can.
 */
export async function publishPayload(parts: Parts, payload: PayloadDocument): Promise<void> {
  const { document, file, text } = payload;
  const senders = sendersOf(file, text);
  if (senders.length === 0) throw notFromClient(file.kind.title);
  const connection = await chooseConnection(
    parts.connections,
    undefined,
    ({ profile, session }) => senders.includes(profile.client.sender) && canTake(profile, session),
    {
      message: vscode.l10n.t('No connection is open that can publish this: {0}.', file.kind.title),
      advice: vscode.l10n.t('It is sent by: {0}. Connect one in the Connections view first.', senders.join(', ')),
    },
  );
  if (connection === undefined) return;
  const topic = payloadTopic(file, text);
  if (topic !== undefined) {
    await publishOn(parts, connection, topic, text);
    return;
  }
  const active = { payload: { from: vscode.workspace.asRelativePath(document.uri), payload: text }, file };
  if (file.kind.name === 'app.command') await sendCommandAs(parts, connection, active);
  else await publishEventAs(parts, connection, active, ['once', 'repeatedly']);
}

async function publishOn(parts: Parts, connection: Connection, topic: string, text: string): Promise<void> {
  const { profile, session } = connection;
  const publisher = publisherOf(profile, session);
  const own = await ownTopic(parts, connection, publisher, topic);
  if (own === undefined) return;
  const draft = { payload: text };
  const possible = possibleQos(publisher);
  const usual = matchTopic(own, publisher.sender)?.kind.qos?.usual ?? 0;
  const qos = possible.includes(usual) ? usual : (possible[0] ?? 0);
  const message: OutgoingMessage = { topic: own, qos, payload: fillPayload(draft, templateSources(draft)) };
  const problems = await checkOutgoing(publisher, message, parts.linter);
  if (await confirmProblems(own, problems)) await sendMessage(parts, connection, message, problems);
}

/** The topic as the client publishes on it: a gateway names the device in Device Management [D-gw]. `undefined` when the user left. */
async function ownTopic(parts: Parts, connection: Connection, publisher: Publisher, topic: string): Promise<string | undefined> {
  const match = matchTopic(topic, 'device');
  const isOwn = publisher.sender !== 'gateway' || topicAllowed('gateway', 'publish', topic);
  if (isOwn || match === undefined || !isDeviceManagement(match.kind)) return topic;
  const device = await askDeviceBehind(parts, connection, publisher);
  return device === undefined ? undefined : buildTopic(match.kind.name, { ...match.parts, ...device });
}

function notFromClient(what: string): Refusal {
  return new Refusal(vscode.l10n.t('{0}: this is nothing that a device, gateway or application publishes.', what), {
    rule: 'a connection publishes what its class of client sends',
    advice: vscode.l10n.t('Run “Choose Payload Kind…” if the file holds something else; the Platform view sends what the platform does.'),
  });
}

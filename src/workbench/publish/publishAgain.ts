import * as vscode from 'vscode';
import { Refusal } from '../../wiotp/refusal.ts';
import { chooseConnection } from '../chooseConnection.ts';
import type { Parts } from '../parts.ts';
import { checkOutgoing } from './checkOutgoing.ts';
import { confirmProblems } from './confirmProblems.ts';
import { lastDraftOf } from './publishAgainContext.ts';
import { possibleQos, publisherOf } from './publisher.ts';
import { sendMessage } from './sendMessage.ts';
import { outgoingMessage } from './sendQuestion.ts';

/**
 * Publishes what a connection's class published last, with its variables filled in anew. Asks only before what is wrong.
 * @throws Refusal when there is nothing that the connection can publish.
 */
export async function publishAgain(parts: Parts, node: unknown): Promise<void> {
  const { connections, recentEvents } = parts;
  const connection = await chooseConnection(connections, node, (one) => lastDraftOf(one, recentEvents) !== undefined, {
    message: vscode.l10n.t('There is nothing to publish again over an open connection.'),
    advice: vscode.l10n.t(
      'Connect a device, or publish an event first: what a device published is not published again as another class of client.',
    ),
  });
  const last = connection === undefined ? undefined : lastDraftOf(connection, recentEvents);
  if (connection === undefined || last === undefined) return;
  const publisher = publisherOf(connection.profile, connection.session);
  if (!possibleQos(publisher).includes(last.qos)) throw cannotWait(connection.profile.name);
  const message = outgoingMessage({ publisher, sort: 'event' }, last);
  const problems = await checkOutgoing(publisher, message, parts.linter);
  if (await confirmProblems(message.topic, problems)) await sendMessage(parts, connection, message, problems);
}

function cannotWait(name: string): Refusal {
  return new Refusal(vscode.l10n.t('{0} waits for its connection, and the message was sent with QoS 0.', name), {
    rule: 'a message of QoS 0 waits for nothing',
    advice: vscode.l10n.t('Wait until it is connected again, or choose QoS 1 in Publish Event….'),
  });
}

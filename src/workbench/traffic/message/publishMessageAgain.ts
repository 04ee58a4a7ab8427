import * as vscode from 'vscode';
import type { LogMessage } from '../../../rpc/log/traffic.ts';
import { fillTemplate } from '../../../transcript/variables.ts';
import type { Qos } from '../../../wiotp/message.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import { matchTopic } from '../../../wiotp/topic.ts';
import { chooseConnection } from '../../chooseConnection.ts';
import type { Connection } from '../../connections/connections.ts';
import type { Parts } from '../../parts.ts';
import { checkOutgoing, isWorthAsking, type OutgoingMessage } from '../../publish/checkOutgoing.ts';
import { confirmProblems } from '../../publish/confirmProblems.ts';
import type { DraftPayload } from '../../publish/draft.ts';
import type { ActivePayload } from '../../publish/offeredPayload.ts';
import { publishEventAs } from '../../publish/publishEvent.ts';
import { canTake, possibleQos, publisherOf } from '../../publish/publisher.ts';
import { sendCommandAs } from '../../publish/sendCommandAs.ts';
import { sendMessage } from '../../publish/sendMessage.ts';
import { utf8Text } from './payloadText.ts';
import { publicationsOf, type Publication } from './publications.ts';

/**
 * Publishes what a message of the log says over a connection that may: its own client's where that is open. Events and commands are
 * asked for with everything filled in; requests of Device Management go as they were, after a question.
 * @throws Refusal for what no connection publishes, and for what none of the open ones may.
 */
export async function publishMessageAgain(parts: Parts, message: LogMessage): Promise<void> {
  const publications = publicationsOf(message);
  if (publications.length === 0) throw notPublished();
  const fits = ({ profile, session }: Connection): boolean =>
    canTake(profile, session) && publications.some(({ sender }) => sender === profile.client.sender);
  const isOwn = ({ resolved }: Connection): boolean => resolved?.clientId === message.clientId;
  const hasOwn = parts.connections.all().some((connection) => isOwn(connection) && fits(connection));
  const connection = await chooseConnection(
    parts.connections,
    undefined,
    (one) => fits(one) && (!hasOwn || isOwn(one)),
    noneOpen(publications),
  );
  const publication = publications.find(({ sender }) => sender === connection?.profile.client.sender);
  if (connection === undefined || publication === undefined) return;
  await publishAs(parts, connection, publication, message);
}

async function publishAs(parts: Parts, connection: Connection, { sort, topic }: Publication, message: LogMessage): Promise<void> {
  if (sort === 'event') await publishEventAs(parts, connection, prefilled(topic, message), ['once', 'repeatedly']);
  else if (sort === 'command') await sendCommandAs(parts, connection, prefilled(topic, message));
  else await publishExactly(parts, connection, topic, message);
}

/** What the questions begin with: everything that the message says. */
function prefilled(topic: string, message: LogMessage): ActivePayload {
  const kind = matchTopic(topic)?.kind;
  const from = vscode.l10n.t('Payload of {0}', new Date(message.time).toLocaleTimeString());
  return {
    payload: { from, ...draftOf(message.payload) },
    file: kind === undefined ? undefined : { type: 'payload', kind, topic },
    qos: message.qos as Qos,
  };
}

/** A payload that is sent just as it was, whatever looks like a variable in it. */
function draftOf(payload: Uint8Array): DraftPayload {
  const text = utf8Text(payload);
  const template = text?.replaceAll('${', () => '$${');
  const isSame = template !== undefined && fillTemplate(template, noSources) === text;
  return isSame ? { payload: template } : { payload: Buffer.from(payload).toString('base64'), encoding: 'base64' };
}

const noSources = { now: () => 0, uuid: () => '', counter: 0, random: () => 0 };

async function publishExactly(parts: Parts, connection: Connection, topic: string, { payload, qos: sent }: LogMessage): Promise<void> {
  const publisher = publisherOf(connection.profile, connection.session);
  const possible = possibleQos(publisher);
  const qos = possible.find((one) => one === sent) ?? possible[0] ?? 0;
  const message: OutgoingMessage = { topic, qos, payload: { bytes: payload, text: utf8Text(payload), isTemplate: false } };
  const problems = await checkOutgoing(publisher, message, parts.linter);
  const isAgreed = problems.some(isWorthAsking)
    ? await confirmProblems(topic, problems)
    : await confirmAgain(connection.profile.name, topic);
  if (isAgreed) await sendMessage(parts, connection, message, problems);
}

async function confirmAgain(name: string, topic: string): Promise<boolean> {
  const publish = vscode.l10n.t('Publish');
  const question = vscode.l10n.t('Publish this message again as {0}?', name);
  const detail = vscode.l10n.t('{0}\n\nIt goes as it was, with the same reqId.', topic.slice(0, 500));
  return (await vscode.window.showInformationMessage(question, { modal: true, detail }, publish)) === publish;
}

function notPublished(): Refusal {
  return new Refusal(vscode.l10n.t('No connection can publish this: the platform sent it.'), {
    rule: 'a connection publishes what its class of client sends',
    advice: vscode.l10n.t('The Platform view has the platform send it again: commands, reboots, firmware and other actions.'),
  });
}

function noneOpen(publications: readonly Publication[]): { readonly message: string; readonly advice: string } {
  const senders = [...new Set(publications.map(({ sender }) => sender))].join(', ');
  return {
    message: vscode.l10n.t('No connection is open that can publish this.'),
    advice: vscode.l10n.t('It can be published by: {0}. Connect one in the Connections view first.', senders),
  };
}

import * as vscode from 'vscode';
import { matchTopic } from '../../wiotp/topic.ts';
import type { Parts } from '../parts.ts';
import { chooseConnection } from '../chooseConnection.ts';
import type { Connection } from '../connections/connections.ts';
import { askDraft } from './askDraft.ts';
import type { Draft } from './draft.ts';
import type { DraftQuestions, SendingWay } from './draftQuestions.ts';
import { knownDevices } from './knownDevices.ts';
import { activePayload, type ActivePayload } from './offeredPayload.ts';
import { showPublishAgain } from './publishAgainContext.ts';
import { canTake, possibleQos, publisherOf, type Publisher } from './publisher.ts';
import { recentFor } from './recentFor.ts';
import { sendMessage } from './sendMessage.ts';
import type { Sending } from './sendQuestion.ts';
import { startRepeating } from './startRepeating.ts';

/** Asks for an event, shows it as it will be, and publishes it in one of the ways that are offered. */
export async function publishEvent(parts: Parts, node: unknown, ways: readonly SendingWay[]): Promise<void> {
  // Read before anything is asked: a quick input takes the focus, and the user may then change editors.
  const active = activePayload(vscode.window.activeTextEditor, parts.choices);
  const connection = await choosePublisher(parts, node, ways);
  if (connection !== undefined) await publishEventAs(parts, connection, active, ways);
}

/** Asks for an event of one connection, and publishes it. */
export async function publishEventAs(
  parts: Parts,
  connection: Connection,
  active: ActivePayload,
  ways: readonly SendingWay[],
): Promise<void> {
  const publisher = publisherOf(connection.profile, connection.session);
  const possible = publisher.isWaiting ? ways.filter((way) => way === 'once') : ways;
  const sending = await askDraft(eventQuestions(parts, connection, publisher, active, possible));
  if (sending !== undefined) await send(parts, connection, publisher, sending);
}

/** A connection that can take a message in one of these ways; a job needs one that is open. */
function choosePublisher({ connections }: Parts, node: unknown, ways: readonly SendingWay[]): Promise<Connection | undefined> {
  const needsOpen = !ways.includes('once');
  return chooseConnection(
    connections,
    node,
    ({ profile, session }) => canTake(profile, session) && (!needsOpen || session?.phase === 'connected'),
    {
      message: vscode.l10n.t('No connection is open.'),
      advice: vscode.l10n.t('Connect a device in the Connections view first, or choose Try It Now.'),
    },
  );
}

function eventQuestions(
  parts: Parts,
  connection: Connection,
  publisher: Publisher,
  active: ActivePayload,
  ways: readonly SendingWay[],
): DraftQuestions {
  const { profile } = connection;
  return {
    title: vscode.l10n.t('Publish Event as {0}', profile.name),
    sort: 'event',
    publisher,
    first: firstDraft(connection, publisher, active),
    isDeviceGiven: false,
    recent: recentFor(publisher, 'event', parts.recentEvents.all()),
    active: active.payload,
    devices: knownDevices(parts, profile),
    linter: parts.linter,
    ways,
  };
}

function firstDraft({ profile }: Connection, publisher: Publisher, { file, qos = profile.qos }: ActivePayload): Draft {
  const { eventId = '', format = 'json', typeId, deviceId } = (file?.topic === undefined ? undefined : matchTopic(file.topic)?.parts) ?? {};
  const possible = possibleQos(publisher);
  const named = publisher.sender !== 'device' && typeId !== undefined && deviceId !== undefined;
  return {
    name: eventId,
    format: publisher.isQuickstart ? 'json' : format,
    payload: '',
    qos: possible.includes(qos) ? qos : (possible[0] ?? 0),
    sender: publisher.sender,
    ...(named ? { device: { typeId, deviceId } } : {}),
  };
}

async function send(parts: Parts, connection: Connection, publisher: Publisher, sending: Sending): Promise<void> {
  // Before it is sent: a connection that is lost just now must not cost what was typed.
  await parts.recentEvents.add(sending.draft);
  await showPublishAgain(parts);
  if (sending.way === 'repeatedly') await startRepeating(parts, connection, publisher, sending);
  else await sendMessage(parts, connection, sending.message, sending.problems);
}

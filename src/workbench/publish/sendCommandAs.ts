import * as vscode from 'vscode';
import { matchTopic } from '../../wiotp/topic.ts';
import type { Parts } from '../parts.ts';
import type { Connection } from '../connections/connections.ts';
import { askDraft } from './askDraft.ts';
import type { Draft } from './draft.ts';
import { knownDevices } from './knownDevices.ts';
import type { ActivePayload } from './offeredPayload.ts';
import { possibleQos, publisherOf, type Publisher } from './publisher.ts';
import { recentFor } from './recentFor.ts';
import { sendMessage } from './sendMessage.ts';

/** Asks for a command to any device, and sends it over the connection of an application. */
export async function sendCommandAs(parts: Parts, connection: Connection, active: ActivePayload): Promise<void> {
  const { profile, session } = connection;
  const publisher = publisherOf(profile, session);
  const sending = await askDraft({
    title: vscode.l10n.t('Send Command as {0}', profile.name),
    sort: 'command',
    publisher,
    first: firstDraft(connection, publisher, active),
    isDeviceGiven: false,
    recent: recentFor(publisher, 'command', parts.recentCommands.all()),
    active: active.payload,
    devices: knownDevices(parts, profile),
    linter: parts.linter,
    ways: ['once'],
  });
  if (sending === undefined) return;
  await parts.recentCommands.add(sending.draft);
  await sendMessage(parts, connection, sending.message, sending.problems);
}

function firstDraft({ profile }: Connection, publisher: Publisher, { file, qos = profile.qos }: ActivePayload): Draft {
  const {
    commandId = '',
    format = 'json',
    typeId,
    deviceId,
  } = (file?.topic === undefined ? undefined : matchTopic(file.topic)?.parts) ?? {};
  const possible = possibleQos(publisher);
  return {
    name: commandId,
    format,
    payload: '',
    qos: possible.includes(qos) ? qos : (possible[0] ?? 0),
    sender: publisher.sender,
    ...(typeId === undefined || deviceId === undefined ? {} : { device: { typeId, deviceId } }),
  };
}

import * as vscode from 'vscode';
import { buildTopic, matchTopic } from '../../wiotp/topic.ts';
import { nameOf } from '../embeddedPlatform/platformState.ts';
import { commands } from '../ids.ts';
import { askDraft, type Draft } from '../publish/draft.ts';
import { activePayload, offeredPayload } from '../publish/offeredPayload.ts';
import { chooseDevice } from './chooseDevice.ts';
import type { Command } from './guarded.ts';
import type { Parts } from './parts.ts';

const encoder = new TextEncoder();

/** Sends a command to a device as an application would. */
export function sendCommandCommand(parts: Parts): Command {
  return {
    id: commands.sendCommand,
    title: vscode.l10n.t('Send Command to Device'),
    needsTrust: true,
    run: (node) => sendCommand(parts, node),
  };
}

async function sendCommand({ platform, recentCommands, choices, notices }: Parts, node: unknown): Promise<void> {
  const active = activePayload(vscode.window.activeTextEditor, choices);
  const device = await chooseDevice(platform, node);
  if (device === undefined) return;
  const recent = recentCommands.all();
  const { typeId, deviceId } = device;
  const draft = await askDraft({
    title: vscode.l10n.t('Send Command to {0}', deviceId),
    nameLabel: vscode.l10n.t('Command ID'),
    recent,
    known: knownFrom(active.file?.topic),
    offer: (name) => offeredPayload(active, recent, name),
    topic: (commandId, format) => buildTopic('app.command', { typeId, deviceId, commandId, format }),
  });
  if (draft === undefined) return;
  const { name, format, payload, qos } = draft;
  const command = { ...nameOf(device), commandId: name, format, payload: encoder.encode(payload), qos };
  await recentCommands.add(draft);
  const { delivered } = await (await platform.calls()).ask('sendCommand', command);
  if (delivered) notices.done(vscode.l10n.t('Sent {0} to {1}', name, deviceId));
  else await notices.warn(notDelivered(deviceId));
}

function knownFrom(topic: string | undefined): Partial<Pick<Draft, 'name' | 'format'>> {
  const { commandId, format } = (topic === undefined ? undefined : matchTopic(topic)?.parts) ?? {};
  return { ...(commandId === undefined ? {} : { name: commandId }), ...(format === undefined ? {} : { format }) };
}

function notDelivered(deviceId: string): string {
  return vscode.l10n.t(
    'The command was published, but {0} did not receive it now: it is not connected, or has not subscribed to iot-2/cmd/+/fmt/+. ' +
      'It is delivered later only to a durable session with a QoS 1 subscription.',
    deviceId,
  );
}

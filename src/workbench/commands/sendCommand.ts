import * as vscode from 'vscode';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import { matchTopic } from '../../wiotp/topic.ts';
import { nameOf } from '../embeddedPlatform/platformState.ts';
import { commands } from '../ids.ts';
import { askDraft } from '../publish/askDraft.ts';
import type { DraftQuestions } from '../publish/draftQuestions.ts';
import { activePayload, type ActivePayload } from '../publish/offeredPayload.ts';
import { chooseDevice } from './chooseDevice.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** Sends a command to a device as an application would. */
export function sendCommandCommand(parts: Parts): Command {
  return {
    id: commands.sendCommand,
    title: vscode.l10n.t('Send Command to Device'),
    needsTrust: true,
    run: (node) => sendCommand(parts, node),
  };
}

async function sendCommand(parts: Parts, node: unknown): Promise<void> {
  const { platform, recentCommands, notices } = parts;
  const active = activePayload(vscode.window.activeTextEditor, parts.choices);
  const device = await chooseDevice(platform, node);
  if (device === undefined) return;
  const { deviceId } = device;
  const sending = await askDraft(commandQuestions(parts, nameOf(device), active));
  if (sending === undefined) return;
  const { draft, message } = sending;
  const { name, format } = draft;
  await recentCommands.add(draft);
  const command = { ...nameOf(device), commandId: name, format, payload: message.payload.bytes, qos: message.qos };
  const { delivered } = await (await platform.calls()).ask('sendCommand', command);
  if (delivered) notices.done(vscode.l10n.t('Sent {0} to {1}', name, deviceId));
  else await notices.warn(notDelivered(deviceId));
}

/** The embedded platform sends it as any application would. */
function commandQuestions(parts: Parts, device: DeviceName, active: ActivePayload): DraftQuestions {
  const recent = parts.recentCommands.all();
  const { commandId = '', format = 'json' } = (active.file?.topic === undefined ? undefined : matchTopic(active.file.topic)?.parts) ?? {};
  return {
    title: vscode.l10n.t('Send Command to {0}', device.deviceId),
    sort: 'command',
    publisher: { sender: 'application', user: 'application', isPlatform: true, isQuickstart: false, isWaiting: false },
    first: { name: commandId, format, payload: '', qos: recent[0]?.qos ?? 0, sender: 'application', device },
    isDeviceGiven: true,
    recent,
    active: active.payload,
    devices: [],
    linter: parts.linter,
    ways: ['once'],
  };
}

function notDelivered(deviceId: string): string {
  return vscode.l10n.t(
    'The command was published, but {0} did not receive it now: it is not connected, or has not subscribed to iot-2/cmd/+/fmt/+. ' +
      'It is delivered later only to a durable session with a QoS 1 subscription.',
    deviceId,
  );
}

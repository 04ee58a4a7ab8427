import * as vscode from 'vscode';
import { buildTopic, matchTopic } from '../../wiotp/topic.ts';
import type { DeviceName, DeviceState } from '../../rpc/platformContract.ts';
import { Refusal } from '../../wiotp/refusal.ts';
import { commands } from '../ids.ts';
import type { PlatformHost } from '../embeddedPlatform/platformHost.ts';
import type { PlatformNode } from '../embeddedPlatform/platformTree.ts';
import { startPlatform } from '../embeddedPlatform/startPlatform.ts';
import { askDraft, type Draft } from '../publish/draft.ts';
import { activePayload, offeredPayload } from '../publish/offeredPayload.ts';
import { askDeviceId, askTypeId } from '../quick/deviceQuestions.ts';
import { askAlone, askChoice, wizard } from '../quick/wizard.ts';
import type { Command } from './guarded.ts';
import type { Parts } from './parts.ts';

const encoder = new TextEncoder();

/** Start and stop the platform, register devices, and act on them as an application would. */
export function platformCommands(parts: Parts): readonly Command[] {
  const { platform, notices } = parts;
  return [
    { id: commands.startPlatform, title: vscode.l10n.t('Start the Embedded Platform'), needsTrust: true, run: () => startPlatform(parts) },
    { id: commands.stopPlatform, title: vscode.l10n.t('Stop the Embedded Platform'), needsTrust: false, run: () => platform.stop() },
    { id: commands.addDevice, title: vscode.l10n.t('Add Device'), needsTrust: true, run: () => addDevice(parts) },
    {
      id: commands.issueToken,
      title: vscode.l10n.t('Issue New Token'),
      needsTrust: true,
      run: async (node) => {
        const device = await chooseDevice(platform, node);
        if (device === undefined || !(await confirmNewToken(device))) return;
        const { authToken } = await (await platform.calls()).ask('issueToken', nameOf(device));
        await offerToken(parts, device, authToken);
      },
    },
    {
      id: commands.deleteDevice,
      title: vscode.l10n.t('Delete Device'),
      needsTrust: false,
      run: async (node) => {
        const device = await chooseDevice(platform, node);
        if (device === undefined) return;
        const remove = vscode.l10n.t('Delete');
        const question = vscode.l10n.t('Delete the device {0} from the embedded platform?', device.deviceId);
        const detail = vscode.l10n.t('Its connection is closed and its token ends.');
        if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return;
        await (await platform.calls()).ask('removeDevice', nameOf(device));
      },
    },
    {
      id: commands.sendCommand,
      title: vscode.l10n.t('Send Command to Device'),
      needsTrust: true,
      run: async (node) => {
        const active = activePayload(vscode.window.activeTextEditor, parts.choices);
        const device = await chooseDevice(platform, node);
        if (device === undefined) return;
        const recent = parts.recentCommands.all();
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
        const command = {
          ...nameOf(device),
          commandId: draft.name,
          format: draft.format,
          payload: encoder.encode(draft.payload),
          qos: draft.qos,
        };
        await parts.recentCommands.add(draft);
        const { delivered } = await (await platform.calls()).ask('sendCommand', command);
        if (delivered) notices.done(vscode.l10n.t('Sent {0} to {1}', draft.name, deviceId));
        else await notices.warn(notDelivered(deviceId));
      },
    },
    {
      id: commands.requestReboot,
      title: vscode.l10n.t('Request Reboot'),
      needsTrust: true,
      run: async (node) => {
        const device = await chooseDevice(platform, node);
        if (device !== undefined) await (await platform.calls()).ask('requestReboot', nameOf(device));
      },
    },
  ];
}

async function addDevice(parts: Parts): Promise<void> {
  const calls = await parts.platform.calls();
  const answers = await wizard(vscode.l10n.t('Add Device'), { typeId: '', deviceId: '' }, [askTypeId, askDeviceId]);
  if (answers === undefined) return;
  const { authToken } = await calls.ask('addDevice', answers);
  await offerToken(parts, answers, authToken);
}

async function confirmNewToken({ deviceId }: DeviceName): Promise<boolean> {
  const issue = vscode.l10n.t('Issue New Token');
  const question = vscode.l10n.t('Issue a new token for {0}?', deviceId);
  const detail = vscode.l10n.t('The old one ends: a board that uses it can no longer connect.');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, issue)) === issue;
}

function knownFrom(topic: string | undefined): Partial<Pick<Draft, 'name' | 'format'>> {
  const { commandId, format } = (topic === undefined ? undefined : matchTopic(topic)?.parts) ?? {};
  return { ...(commandId === undefined ? {} : { name: commandId }), ...(format === undefined ? {} : { format }) };
}

/** A token is shown only by copying it: it never stands in a notification that others may see. */
async function offerToken({ notices, connections }: Parts, device: DeviceName, token: string): Promise<void> {
  const { deviceId } = device;
  await connections.keepTokenOf(device, token);
  const copy = { title: vscode.l10n.t('Copy Token'), run: () => vscode.env.clipboard.writeText(token) };
  await notices.inform(vscode.l10n.t('The token of {0} can be copied now and is not shown again.', deviceId), copy);
}

function notDelivered(deviceId: string): string {
  return vscode.l10n.t(
    'The command was published, but {0} did not receive it now: it is not connected, or has not subscribed to iot-2/cmd/+/fmt/+. ' +
      'It is delivered later only to a durable session with a QoS 1 subscription.',
    deviceId,
  );
}

async function chooseDevice(platform: PlatformHost, node: unknown): Promise<DeviceState | undefined> {
  if (isDeviceNode(node)) return node.device;
  await platform.calls();
  const devices = platform.state.phase === 'running' ? platform.state.devices : [];
  if (devices.length <= 1) return devices[0] ?? refuseNoDevice();
  return askAlone(vscode.l10n.t('Device'), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('Choose a device'),
      choices: devices.map((device) => ({ label: device.deviceId, description: device.typeId, value: device })),
    }),
  );
}

function refuseNoDevice(): never {
  throw new Refusal(vscode.l10n.t('The embedded platform has no devices.'), {
    rule: 'no device',
    advice: vscode.l10n.t('Register one with Add Device…, or choose Try It Now.'),
  });
}

function isDeviceNode(node: unknown): node is Extract<PlatformNode, { node: 'device' }> {
  return typeof node === 'object' && node !== null && 'node' in node && node.node === 'device';
}

function nameOf({ typeId, deviceId }: DeviceName): DeviceName {
  return { typeId, deviceId };
}

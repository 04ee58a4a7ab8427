import * as vscode from 'vscode';
import type { DeviceName, DeviceState, GatewayRole, NewDevice } from '../../rpc/device/deviceState.ts';
import type { PlatformHost } from '../embeddedPlatform/platformHost.ts';
import { nameOf } from '../embeddedPlatform/platformState.ts';
import { commands } from '../ids.ts';
import { askDeviceId, askTypeId } from '../quick/deviceQuestions.ts';
import { askAlone, askChoice, extend, wizard, type Choice, type Outcome, type Place } from '../quick/wizard.ts';
import { chooseDevice } from './chooseDevice.ts';
import { confirm } from '../confirm.ts';
import type { Command } from './guarded.ts';
import { offerToken } from './offerToken.ts';
import type { Parts } from '../parts.ts';

/** Register devices and gateways, and change how they are let in. */
export function deviceCommands(parts: Parts): readonly Command[] {
  const { platform, notices } = parts;
  return [
    { id: commands.addDevice, title: vscode.l10n.t('Add Device'), needsTrust: true, run: () => addDevice(parts) },
    { id: commands.addGateway, title: vscode.l10n.t('Add Gateway'), needsTrust: true, run: () => addGateway(parts) },
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
        const question = vscode.l10n.t('Delete the device {0} from the embedded platform?', device.deviceId);
        const detail = vscode.l10n.t('Its connection is closed and its token ends. What the platform knows about it is deleted as well.');
        if (await confirm(question, detail, vscode.l10n.t('Delete'))) await (await platform.calls()).ask('removeDevice', nameOf(device));
      },
    },
    {
      id: commands.disableDevice,
      title: vscode.l10n.t('Disable Device'),
      needsTrust: false,
      run: async (node) => {
        const device = await chooseDevice(platform, node, ({ disabled }) => !disabled);
        if (device === undefined) return;
        const detail = vscode.l10n.t('Its connection is closed, and it is not let in until it is enabled again.');
        if (await confirm(vscode.l10n.t('Disable {0}?', device.deviceId), detail, vscode.l10n.t('Disable')))
          await setDisabled(platform, device, true);
      },
    },
    {
      id: commands.enableDevice,
      title: vscode.l10n.t('Enable Device'),
      needsTrust: true,
      run: async (node) => {
        const device = await chooseDevice(platform, node, ({ disabled }) => disabled);
        if (device === undefined) return;
        await setDisabled(platform, device, false);
        notices.done(vscode.l10n.t('{0} is let in again', device.deviceId));
      },
    },
    {
      id: commands.changeGatewayRole,
      title: vscode.l10n.t('Change Gateway Role'),
      needsTrust: true,
      run: async (node) => {
        const gateway = await chooseDevice(platform, node, ({ classId }) => classId === 'Gateway');
        if (gateway === undefined) return;
        const title = vscode.l10n.t('Role of {0}', gateway.deviceId);
        const role = await askAlone(title, (place) => askRole(place, gateway.role));
        if (role === undefined || role === gateway.role) return;
        await (await platform.calls()).ask('setRole', nameOf(gateway), role);
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

/** What a gateway is that nobody gave a role [D-gac]. */
const usualRole: GatewayRole = 'privileged';

type NewGateway = NewDevice & { readonly role: GatewayRole };

async function addGateway(parts: Parts): Promise<void> {
  const calls = await parts.platform.calls();
  const first: NewGateway = { typeId: '', deviceId: '', classId: 'Gateway', role: usualRole };
  const answers = await wizard(vscode.l10n.t('Add Gateway'), first, [
    askTypeId,
    askDeviceId,
    (gateway, place) => extend(askRole(place), (role) => ({ ...gateway, role })),
  ]);
  if (answers === undefined) return;
  const { authToken } = await calls.ask('addDevice', answers);
  await offerToken(parts, answers, authToken);
}

/** `now` is the role of a gateway that has one already. */
function askRole(place: Place, now?: GatewayRole): Promise<Outcome<GatewayRole>> {
  const roles: readonly Choice<GatewayRole>[] = [
    {
      label: vscode.l10n.t('Privileged'),
      detail: vscode.l10n.t('Acts for its devices, and registers unknown ones when it publishes for them'),
      value: 'privileged',
    },
    {
      label: vscode.l10n.t('Standard'),
      detail: vscode.l10n.t('Acts for its devices only when they are registered already'),
      value: 'standard',
    },
  ];
  const mark = now === undefined ? vscode.l10n.t('usual') : vscode.l10n.t('now');
  const choices = roles.map((role) => (role.value === (now ?? usualRole) ? { ...role, description: mark } : role));
  return askChoice(place, { placeholder: vscode.l10n.t('What may the gateway do?'), choices });
}

async function setDisabled(platform: PlatformHost, device: DeviceState, disabled: boolean): Promise<void> {
  await (await platform.calls()).ask('setDisabled', nameOf(device), disabled);
}

function confirmNewToken({ deviceId }: DeviceName): Promise<boolean> {
  const detail = vscode.l10n.t('The old one ends: a board that uses it can no longer connect.');
  return confirm(vscode.l10n.t('Issue a new token for {0}?', deviceId), detail, vscode.l10n.t('Issue New Token'));
}

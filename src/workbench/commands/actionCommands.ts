import * as vscode from 'vscode';
import { Refusal } from '../../wiotp/refusal.ts';
import type { ActionState } from '../../rpc/device/actionState.ts';
import { askImage } from '../embeddedPlatform/askImage.ts';
import { actionText, isUnderWay } from '../embeddedPlatform/tree/actionLook.ts';
import { isNode } from '../embeddedPlatform/tree/platformNode.ts';
import { commands } from '../ids.ts';
import { askAlone, askChoice } from '../quick/wizard.ts';
import { chooseDevice } from './chooseDevice.ts';
import { confirm } from '../confirm.ts';
import { startCustomAction } from './customAction.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';
import { startAction } from './startAction.ts';

/** Device Management from the platform's side: start actions on devices, and cancel and look at them. */
export function actionCommands(parts: Parts): readonly Command[] {
  const { platform, reports } = parts;
  return [
    {
      id: commands.requestReboot,
      title: vscode.l10n.t('Request Reboot'),
      needsTrust: true,
      run: async (node) => {
        const device = await chooseDevice(platform, node);
        if (device !== undefined) await startAction(parts, device, { action: 'device/reboot' });
      },
    },
    {
      id: commands.requestFactoryReset,
      title: vscode.l10n.t('Request Factory Reset'),
      needsTrust: true,
      run: async (node) => {
        const device = await chooseDevice(platform, node);
        if (device === undefined) return;
        const detail = vscode.l10n.t('A device that follows it loses what it was set to, its network and its token included.');
        const question = vscode.l10n.t('Request a factory reset of {0}?', device.deviceId);
        if (await confirm(question, detail, vscode.l10n.t('Request Factory Reset')))
          await startAction(parts, device, { action: 'device/factoryReset' });
      },
    },
    {
      id: commands.downloadFirmware,
      title: vscode.l10n.t('Firmware Download'),
      needsTrust: true,
      run: async (node) => {
        const device = await chooseDevice(platform, node);
        const wish = device === undefined ? undefined : await askImage(platform, device);
        if (device === undefined || wish === undefined) return;
        const { uri, name, verifier, version } = await (await platform.calls()).ask('serveImage', wish);
        const parameters = Object.entries({ uri, name, verifier, version }).map(([key, value]) => ({ name: key, value }));
        await startAction(parts, device, { action: 'firmware/download', parameters });
      },
    },
    {
      id: commands.updateFirmware,
      title: vscode.l10n.t('Firmware Update'),
      needsTrust: true,
      run: async (node) => {
        const device = await chooseDevice(platform, node);
        if (device !== undefined) await startAction(parts, device, { action: 'firmware/update' });
      },
    },
    {
      id: commands.startCustomAction,
      title: vscode.l10n.t('Start Custom Action'),
      needsTrust: true,
      run: (node) => startCustomAction(parts, node),
    },
    {
      id: commands.cancelAction,
      title: vscode.l10n.t('Cancel Action'),
      needsTrust: false,
      run: async (node) => {
        const action = await chooseAction(parts, node, isUnderWay);
        if (action !== undefined) await (await platform.calls()).ask('cancelAction', action.requestId);
      },
    },
    {
      id: commands.showAction,
      title: vscode.l10n.t('Show Action'),
      needsTrust: false,
      run: async (node) => {
        const action = await chooseAction(parts, node, () => true);
        if (action !== undefined) await reports.showAction(action);
      },
    },
  ];
}

/** @throws Refusal when there is none. */
async function chooseAction({ platform }: Parts, node: unknown, fits: (action: ActionState) => boolean): Promise<ActionState | undefined> {
  if (isNode(node, 'action')) return node.action;
  const actions = (await (await platform.calls()).ask('actions')).filter(fits);
  if (actions.length <= 1) return actions[0] ?? refuseNone();
  return askAlone(vscode.l10n.t('Action'), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('Choose an action'),
      choices: actions.map((action) => ({
        label: actionText(action),
        description: action.device.deviceId,
        detail: new Date(action.started).toLocaleString(),
        value: action,
      })),
    }),
  );
}

function refuseNone(): never {
  throw new Refusal(vscode.l10n.t('There is no such action.'), {
    rule: 'no action',
    advice: vscode.l10n.t('Start one on a device in the Platform view, such as Request Reboot.'),
  });
}

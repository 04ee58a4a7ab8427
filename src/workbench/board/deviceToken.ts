import * as vscode from 'vscode';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import { confirm } from '../confirm.ts';
import type { Parts } from '../parts.ts';
import { askAlone, askChoice } from '../quick/wizard.ts';

/** Adds the device if it is new. Of one whose token is not kept, asks whether to issue another; without one, code has a constant. */
export async function haveToken(parts: Parts, device: DeviceName): Promise<boolean> {
  if (parts.platform.device(device) === undefined) {
    await takeToken(parts, device, 'addDevice');
    return true;
  }
  if ((await parts.connections.tokenOf(device)) !== undefined) return true;
  const answer = await askAlone(vscode.l10n.t('Token of {0}', device.deviceId), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('This machine’s secret store has no token of {0}', device.deviceId),
      choices: [
        {
          label: vscode.l10n.t('The Board Has It'),
          detail: vscode.l10n.t('The code gets a constant to put it into'),
          value: false,
        },
        {
          label: vscode.l10n.t('Issue a New Token'),
          detail: vscode.l10n.t('The old one ends: a board that uses it can no longer connect'),
          value: true,
        },
      ],
    }),
  );
  if (answer === true) await takeToken(parts, device, 'issueToken');
  return answer !== undefined;
}

/** Gives a device a new token, after asking. */
export async function issueToken(parts: Parts, device: DeviceName): Promise<void> {
  const question = vscode.l10n.t('Issue a new token for {0}?', device.deviceId);
  const detail = vscode.l10n.t('The old one ends: a board that uses it can no longer connect.');
  if (await confirm(question, detail, vscode.l10n.t('Issue New Token'))) await takeToken(parts, device, 'issueToken');
}

async function takeToken(
  { platform, connections }: Parts,
  { typeId, deviceId }: DeviceName,
  how: 'addDevice' | 'issueToken',
): Promise<void> {
  const device = { typeId, deviceId };
  const { authToken } = await (await platform.calls()).ask(how, device);
  await connections.keepTokenOf(device, authToken);
}

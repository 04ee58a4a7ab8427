import * as vscode from 'vscode';
import type { ActionRequest } from '../../rpc/device/actionState.ts';
import type { DeviceState } from '../../rpc/device/deviceState.ts';
import { isRefusal } from '../../wiotp/refusal.ts';
import { nameOf } from '../embeddedPlatform/platformState.ts';
import { actionName } from '../embeddedPlatform/tree/actionLook.ts';
import { confirm } from '../confirm.ts';
import type { Parts } from '../parts.ts';

/** HTTP status of a request that another one stands in the way of [D-req]. */
const conflict = 409;

/**
 * Starts an action on one device. A firmware action that is under way can be cancelled in favour of it.
 * @throws Refusal as the platform refuses it.
 */
export async function startAction(
  { platform, notices }: Parts,
  device: DeviceState,
  request: Omit<ActionRequest, 'devices'>,
): Promise<void> {
  const calls = await platform.calls();
  const whole: ActionRequest = { ...request, devices: [nameOf(device)] };
  try {
    await calls.ask('startAction', whole);
  } catch (error) {
    if (!isRefusal(error) || error.code !== conflict || request.override === true) throw error;
    const detail = vscode.l10n.t('The action that is under way is cancelled.');
    if (!(await confirm(error.message, detail, vscode.l10n.t('Cancel It and Go On')))) return;
    await calls.ask('startAction', { ...whole, override: true });
  }
  notices.done(vscode.l10n.t('Requested {0} of {1}', actionName(request.action), device.deviceId));
}

import * as vscode from 'vscode';
import type { DeviceName } from '../../rpc/device/deviceState.ts';
import type { Parts } from '../parts.ts';

/**
 * Keeps the token that a device was given, and offers it. A token is shown only by copying it: it never stands in a
 * notification that others may see.
 */
export async function offerToken({ notices, connections }: Parts, device: DeviceName, token: string): Promise<void> {
  const { deviceId } = device;
  await connections.keepTokenOf(device, token);
  const copy = { title: vscode.l10n.t('Copy Token'), run: () => vscode.env.clipboard.writeText(token) };
  await notices.inform(vscode.l10n.t('The token of {0} can be copied now and is not shown again.', deviceId), copy);
}

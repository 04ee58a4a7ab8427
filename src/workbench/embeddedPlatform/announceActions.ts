import * as vscode from 'vscode';
import type { ActionState } from '../../rpc/device/actionState.ts';
import { commands } from '../ids.ts';
import type { Notices } from '../notices.ts';
import { actionName } from './tree/actionLook.ts';
import type { PlatformHost } from './platformHost.ts';
import { deviceKey } from './platformState.ts';

/** Failures within so many milliseconds are told together: a request may be for thousands of devices. */
const gatherMs = 500;

/** Tells once about every action on a device that fails while this window looks on, and why. */
export function announceActions(platform: PlatformHost, notices: Notices): vscode.Disposable {
  /** The request that each device was told about; a device has one latest action. */
  const told = new Map<string, string>();
  let failed: ActionState[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const take = (action: ActionState | undefined, isNews: boolean): void => {
    if (action === undefined || !hasFailed(action)) return;
    const key = deviceKey(action.device);
    if (told.get(key) === action.requestId) return;
    told.set(key, action.requestId);
    if (!isNews) return;
    failed.push(action);
    timer ??= setTimeout(() => {
      timer = undefined;
      const [first, ...others] = failed;
      failed = [];
      if (first !== undefined) tell(notices, first, others.length);
    }, gatherMs);
  };
  return vscode.Disposable.from(
    // What failed before this window attached is old news; the tree still tells it.
    platform.onChange((state) => {
      if (state.phase === 'running') for (const { action } of state.devices) take(action, false);
      else told.clear();
    }),
    platform.onDevices(({ changed, gone }) => {
      for (const { action } of changed) take(action, true);
      for (const device of gone) told.delete(deviceKey(device));
    }),
    { dispose: () => clearTimeout(timer) },
  );
}

function tell(notices: Notices, action: ActionState, others: number): void {
  const { device, note } = action;
  const show = {
    title: vscode.l10n.t('Show Action'),
    run: () => vscode.commands.executeCommand(commands.showAction, { node: 'action', action }),
  };
  const what = vscode.l10n.t('The {0} of {1} failed. {2}', actionName(action.action), device.deviceId, note);
  void notices.warn(others === 0 ? what : vscode.l10n.t('{0} So did {1} more actions.', what, others), show);
}

function hasFailed({ state }: ActionState): boolean {
  return state === 'failed' || state === 'timed out';
}

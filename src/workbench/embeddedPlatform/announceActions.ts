import * as vscode from 'vscode';
import type { ActionState } from '../../rpc/platformContract.ts';
import type { Notices } from '../notices.ts';
import type { PlatformHost } from './platformHost.ts';

/** Tells once about every action on a device that fails while this window looks on, and why. */
export function announceActions(platform: PlatformHost, notices: Notices): vscode.Disposable {
  const told = new Set<string>();
  let isNew = true;
  return platform.onChange((state) => {
    const devices = state.phase === 'running' ? state.devices : [];
    for (const { deviceId, action } of devices) {
      if (action === undefined || !hasFailed(action) || told.has(action.reqId)) continue;
      told.add(action.reqId);
      // What failed before this window attached is old news; the tooltip still tells it.
      if (!isNew) void notices.warn(vscode.l10n.t('The reboot of {0} failed. {1}', deviceId, action.note));
    }
    isNew = state.phase !== 'running';
  });
}

function hasFailed({ state }: ActionState): boolean {
  return state === 'failed' || state === 'timed out';
}

import * as vscode from 'vscode';
import type { PlatformInfo } from '../../rpc/platformContract.ts';
import type { Notices } from '../notices.ts';
import { platformPort } from '../settings.ts';
import type { PlatformHost } from './platformHost.ts';

/** Starts the embedded platform, with progress in its view, and says when it had to take another port. */
export async function startPlatform({ platform, notices }: { platform: PlatformHost; notices: Notices }): Promise<PlatformInfo> {
  const progress = { location: { viewId: 'wiotp.platform' }, title: vscode.l10n.t('Starting the embedded platform') };
  const { info, isNew } = await vscode.window.withProgress(progress, () => platform.start(platformPort()));
  if (isNew && info.wantedPort !== undefined) {
    void notices.warn(
      vscode.l10n.t(
        'Port {0} is taken, so the embedded platform listens on {1}. Clients with a fixed port have to be told; the setting is wiotp.platform.port.',
        info.wantedPort,
        info.port,
      ),
    );
  }
  return info;
}

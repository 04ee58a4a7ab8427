import * as vscode from 'vscode';
import type { ListenerState, PlatformInfo } from '../../rpc/platformContract.ts';
import type { Notices } from '../notices.ts';
import { views } from '../ids.ts';
import { platformSettings } from '../settings.ts';
import type { PlatformHost } from './platformHost.ts';

/** What starting a platform takes. */
interface StartParts {
  readonly platform: PlatformHost;
  readonly notices: Notices;
}

/** Starts the embedded platform, with progress in its view, and says once which wanted ports it could not have, and why. */
export async function startPlatform({ platform, notices }: StartParts): Promise<PlatformInfo> {
  const settings = platformSettings();
  const progress = { location: { viewId: views.platform }, title: vscode.l10n.t('Starting the embedded platform') };
  const { info, isNew } = await vscode.window.withProgress(progress, () => platform.start(settings));
  const replaced = isNew ? info.listeners.filter(({ wantedPort }) => wantedPort !== undefined) : [];
  if (replaced.length > 0) void notices.warn(replacedText(replaced));
  return info;
}

function replacedText(listeners: readonly ListenerState[]): string {
  const each = listeners.map(({ wantedPort = 0, port, taken }) =>
    vscode.l10n.t('{0} The embedded platform listens on {1} instead.', taken ?? vscode.l10n.t('Port {0} is taken.', wantedPort), port),
  );
  return [
    ...each,
    vscode.l10n.t('Clients with a fixed port have to be told; the settings are wiotp.platform.port and wiotp.platform.tlsPort.'),
  ].join(' ');
}

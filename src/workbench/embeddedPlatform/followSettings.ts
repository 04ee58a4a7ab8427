import * as vscode from 'vscode';
import type { Connections } from '../connections/connections.ts';
import type { Notices } from '../notices.ts';
import { platformSettingChange, platformSettings } from '../settings.ts';
import { confirmStop } from './confirmStop.ts';
import type { PlatformHost } from './platformHost.ts';
import { startPlatform } from './startPlatform.ts';

/** What settings are brought to, and who is told. */
interface SettingsParts {
  readonly platform: PlatformHost;
  readonly connections: Connections;
  readonly notices: Notices;
}

/**
 * Brings changed settings to the platform that runs on this machine: what can change while it runs changes, and of the
 * rest the user is told once that it has to start again.
 */
export function followSettings(parts: SettingsParts): vscode.Disposable {
  const { platform, notices } = parts;
  let isTold = false;
  return vscode.Disposable.from(
    platform.onChange(({ phase }) => (isTold = isTold && phase === 'running')),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const change = platformSettingChange(event);
      const { state } = platform;
      if (state.phase !== 'running' || state.attachedTo !== undefined) return;
      if (change.quickstart || change.keepRunning) void applied(platform, notices, change);
      if (!change.needsRestart || isTold) return;
      isTold = true;
      const restart = {
        title: vscode.l10n.t('Restart'),
        run: async () => {
          if (!(await confirmStop(parts))) return;
          await platform.stop();
          await startPlatform(parts);
        },
      };
      void notices.inform(vscode.l10n.t('The changed settings count when the embedded platform starts the next time.'), restart);
    }),
  );
}

async function applied(
  platform: PlatformHost,
  notices: Notices,
  { quickstart, keepRunning }: { readonly quickstart: boolean; readonly keepRunning: boolean },
): Promise<void> {
  try {
    const settings = platformSettings();
    const calls = await platform.calls();
    if (quickstart) await calls.ask('setQuickstart', settings.quickstartPort);
    if (keepRunning) await calls.ask('setKeepRunning', settings.keepRunning);
  } catch (error) {
    void notices.error(vscode.l10n.t('Changing the embedded platform'), error);
  }
}

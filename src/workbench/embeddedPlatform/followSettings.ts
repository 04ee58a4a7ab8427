import * as vscode from 'vscode';
import type { Notices } from '../notices.ts';
import { platformSettingChange, platformSettings } from '../settings.ts';
import type { PlatformHost } from './platformHost.ts';
import { startPlatform } from './startPlatform.ts';

/**
 * Brings changed settings to the platform that runs on this machine: what can change while it runs changes, and of the
 * rest the user is told once that it has to start again.
 */
export function followSettings(platform: PlatformHost, notices: Notices): vscode.Disposable {
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
          await platform.stop();
          await startPlatform({ platform, notices });
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

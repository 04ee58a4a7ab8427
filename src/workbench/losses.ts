import * as vscode from 'vscode';
import type { Parts } from './parts.ts';
import { contextKeys } from './ids.ts';
import type { PlatformState } from './embeddedPlatform/platformState.ts';
import { startPlatform } from './embeddedPlatform/startPlatform.ts';

/**
 * Tells the user once about everything that ended by itself: the engine and the platform.
 * Also keeps the context keys of the platform's state.
 */
export function announceLosses(parts: Parts): vscode.Disposable {
  const { engine, platform, notices, connections, profiles } = parts;
  let faultsSaid = false;
  return vscode.Disposable.from(
    engine.onCrash(async ({ why, sessions }) => {
      const again = { title: vscode.l10n.t('Start Again'), run: () => engine.calls() };
      const { withLost } = await connections.load();
      void notices.error(vscode.l10n.t('The engine, which holds connections and the traffic log,'), withLost(why, sessions), again);
    }),
    engine.onPlatformLost(() => void platform.watch()),
    platform.onUnwatched((why) => {
      const again = { title: vscode.l10n.t('Try Again'), run: () => platform.watch() };
      void notices.error(vscode.l10n.t('Taking the embedded platform’s traffic into the log'), why, again);
    }),
    platform.onLost(() => {
      const again = { title: vscode.l10n.t('Start Again'), run: () => startPlatform(parts) };
      void notices.warn(vscode.l10n.t('The embedded platform ended unexpectedly.'), again);
    }),
    profiles.onChange(() => {
      const faults = faultsSaid ? [] : profiles.faults();
      if (faults.length === 0) return;
      faultsSaid = true;
      void notices.warn(
        vscode.l10n.t('{0} of the connections cannot be used; they stay kept as they are. {1}', faults.length, faults[0] ?? ''),
      );
    }),
    platform.onChange(showContext),
  );
}

function showContext(state: PlatformState): void {
  const info = state.phase === 'running' ? state.info : undefined;
  const values = {
    [contextKeys.platform]: state.phase,
    [contextKeys.attached]: state.phase === 'running' && state.attachedTo !== undefined,
    [contextKeys.kept]: info?.keepRunning ?? false,
    [contextKeys.quickstart]: info?.listeners.some(({ service }) => service === 'quickstart') ?? false,
  };
  for (const [key, value] of Object.entries(values)) void vscode.commands.executeCommand('setContext', key, value);
}

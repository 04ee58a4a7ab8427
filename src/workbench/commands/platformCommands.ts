import * as vscode from 'vscode';
import { keyRefused } from '../../rpc/node/remoteControl.ts';
import { isRefusal } from '../../wiotp/refusal.ts';
import { commands } from '../ids.ts';
import { askRemoteControl } from '../embeddedPlatform/askRemoteControl.ts';
import { confirmStop } from '../embeddedPlatform/confirmStop.ts';
import { startPlatform } from '../embeddedPlatform/startPlatform.ts';
import { askAlone, askText } from '../quick/wizard.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** Start, restart and end the embedded platform, or attach to one elsewhere. */
export function platformCommands(parts: Parts): readonly Command[] {
  const { platform, notices } = parts;
  return [
    { id: commands.startPlatform, title: vscode.l10n.t('Start the Embedded Platform'), needsTrust: true, run: () => startPlatform(parts) },
    { id: commands.stopPlatform, title: vscode.l10n.t('Stop the Embedded Platform'), needsTrust: false, run: () => stop(parts) },
    { id: commands.restartPlatform, title: vscode.l10n.t('Restart Platform'), needsTrust: true, run: () => restart(parts) },
    { id: commands.attachPlatform, title: vscode.l10n.t('Attach to Platform'), needsTrust: true, run: () => attach(parts) },
    { id: commands.detachPlatform, title: vscode.l10n.t('Detach from Platform'), needsTrust: false, run: () => platform.detach() },
    {
      id: commands.keepPlatformRunning,
      title: vscode.l10n.t('Keep Platform Running'),
      needsTrust: true,
      run: async () => {
        await (await platform.calls()).ask('setKeepRunning', true);
        notices.done(vscode.l10n.t('The embedded platform runs on without windows'));
      },
    },
    {
      id: commands.letPlatformEnd,
      title: vscode.l10n.t('Let Platform End'),
      needsTrust: false,
      run: async () => {
        await (await platform.calls()).ask('setKeepRunning', false);
        notices.done(vscode.l10n.t('The embedded platform ends a minute after its last window'));
      },
    },
  ];
}

async function stop(parts: Parts): Promise<void> {
  if (await confirmStop(parts)) await parts.platform.stop();
}

const longestRestart = 3600;

async function restart({ platform, notices }: Parts): Promise<void> {
  const calls = await platform.calls();
  const typed = await askAlone(vscode.l10n.t('Restart Platform'), (place) =>
    askText(place, {
      prompt: vscode.l10n.t('Seconds during which no connection is taken; every connection is closed now'),
      value: '5',
      check: (text) =>
        /^\d+$/.test(text) && Number(text) <= longestRestart
          ? undefined
          : vscode.l10n.t('Give a whole number from 0 to {0}.', longestRestart),
    }),
  );
  if (typed === undefined) return;
  await calls.ask('restart', Number(typed));
  notices.done(vscode.l10n.t('The embedded platform restarts'));
}

async function attach({ platform, remoteKeys, notices }: Parts): Promise<void> {
  const control = await askRemoteControl(remoteKeys);
  if (control === undefined) return;
  try {
    const progress = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Attaching to {0}', control.url) };
    await vscode.window.withProgress(progress, () => platform.attachTo(control));
  } catch (error) {
    // Only this platform shows its key, and only once: what is no fault of the key must not cost it.
    if (isRefusal(error) && error.code === keyRefused) await remoteKeys.forget(control.url);
    throw error;
  }
  await remoteKeys.keep(control);
  notices.done(vscode.l10n.t('Attached to {0}', control.url));
}

import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import { isEmbedded } from '../../../profiles/resolveProfile.ts';
import type { Parts } from '../../parts.ts';
import { startPlatform } from '../../embeddedPlatform/startPlatform.ts';
import { platformSettings } from '../../settings.ts';
import { onceTrue } from '../../onceTrue.ts';

/** Makes sure, by asking, that the embedded platform runs where a profile needs it, with Quickstart open where it needs that. */
export async function havePlatform(parts: Parts, profile: ConnectionProfile): Promise<boolean> {
  if (!isEmbedded(profile)) return true;
  const { platform } = parts;
  await platform.attach();
  if (platform.state.phase !== 'running') {
    const start = vscode.l10n.t('Start and Connect');
    const question = vscode.l10n.t('{0} connects to the embedded platform, which does not run.', profile.name);
    if ((await vscode.window.showInformationMessage(question, { modal: true }, start)) !== start) return false;
    await startPlatform(parts);
  }
  return profile.target.kind !== 'quickstart' || haveQuickstart(parts, profile);
}

async function haveQuickstart({ platform }: Parts, { name }: ConnectionProfile): Promise<boolean> {
  if (isQuickstartOpen(platform)) return true;
  const open = vscode.l10n.t('Open and Connect');
  const question = vscode.l10n.t('{0} connects to Quickstart, which the embedded platform has not opened.', name);
  const detail = vscode.l10n.t('Devices need no token there. Only this machine reaches it.');
  if ((await vscode.window.showInformationMessage(question, { modal: true, detail }, open)) !== open) return false;
  await (await platform.calls()).ask('setQuickstart', platformSettings().quickstartPort ?? 0);
  await onceTrue(platform.onChange, () => isQuickstartOpen(platform), 'Quickstart was to be opened and is still closed');
  return true;
}

function isQuickstartOpen({ state }: Parts['platform']): boolean {
  return state.phase === 'running' && state.info.listeners.some(({ service }) => service === 'quickstart');
}

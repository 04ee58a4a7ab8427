import * as vscode from 'vscode';
import type { Retention } from '../../../rpc/log/logCalls.ts';
import { settings } from '../../ids.ts';
import type { Parts } from '../../parts.ts';
import { askText, extend, wizard, type Step } from '../../quick/wizard.ts';
import { readRetention } from '../readRetention.ts';
import { retentionBounds } from '../retentionBounds.ts';

/** Asks how much traffic is kept, says how much there is now, and writes the settings. */
export async function setRetention({ engine, notices, traffic }: Parts): Promise<void> {
  const host = await traffic.load();
  // Told at once when the limit is set, even to what it is.
  await engine.calls();
  await engine.configureRetention();
  const held = host.hold === undefined ? '' : ` ${vscode.l10n.t('The log takes {0} MB now.', megabytes(host.hold.bytes))}`;
  const present = readRetention();
  const step =
    (name: keyof Retention, prompt: string): Step<Retention> =>
    (answers, place) =>
      extend(
        askText(place, { prompt, value: String(answers[name]), check: (text) => checkWhole(text, retentionBounds[name]) }),
        (text) => ({
          ...answers,
          [name]: Number(text),
        }),
      );
  const chosen = await wizard(vscode.l10n.t('Set How Much Traffic Is Kept'), present, [
    step('megabytes', vscode.l10n.t('Megabytes of device traffic to keep; the oldest messages leave when there are more.') + held),
    step('days', vscode.l10n.t('Days for which device traffic is kept; older messages leave.')),
  ]);
  if (chosen === undefined) return;
  if (chosen.megabytes !== present.megabytes) await write(settings.retentionMegabytes, chosen.megabytes);
  if (chosen.days !== present.days) await write(settings.retentionDays, chosen.days);
  notices.done(vscode.l10n.t('Up to {0} MB of device traffic are kept, for {1} days', chosen.megabytes, chosen.days));
}

/** Where the workspace decides, its setting is the one that counts. */
async function write(setting: string, value: number): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  const { Global, Workspace } = vscode.ConfigurationTarget;
  await configuration.update(setting, value, configuration.inspect(setting)?.workspaceValue === undefined ? Global : Workspace);
}

function checkWhole(text: string, { least, most }: { readonly least: number; readonly most: number }): string | undefined {
  const isFine = /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
  return isFine ? undefined : vscode.l10n.t('Give a whole number from {0} to {1}.', least, most);
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 });
}

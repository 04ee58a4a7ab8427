import * as vscode from 'vscode';
import { Refusal } from '../../wiotp/refusal.ts';
import { isNode } from '../embeddedPlatform/tree/platformNode.ts';
import { commands } from '../ids.ts';
import { askAlone, askChoice } from '../quick/wizard.ts';
import { confirm } from '../confirm.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** API keys, with which applications connect. */
export function apiKeyCommands(parts: Parts): readonly Command[] {
  const { platform } = parts;
  return [
    { id: commands.addApiKey, title: vscode.l10n.t('Add API Key'), needsTrust: true, run: () => addApiKey(parts) },
    {
      id: commands.deleteApiKey,
      title: vscode.l10n.t('Delete API Key'),
      needsTrust: false,
      run: async (node) => {
        const calls = await platform.calls();
        const key = isNode(node, 'apiKey') ? node.key : await chooseKey(await calls.ask('apiKeys'));
        if (key === undefined) return;
        const detail = vscode.l10n.t('Applications that connect with it are closed and not let in any more.');
        if (!(await confirm(vscode.l10n.t('Delete the API key {0}?', key), detail, vscode.l10n.t('Delete')))) return;
        await calls.ask('removeApiKey', key);
        await platform.refresh();
      },
    },
  ];
}

/** The token of a key is shown only by copying it, and kept nowhere: an application keeps its own. */
async function addApiKey({ platform, notices }: Parts): Promise<void> {
  const { key, token } = await (await platform.calls()).ask('addApiKey');
  await platform.refresh();
  const copyKey = { title: vscode.l10n.t('Copy Key'), run: () => vscode.env.clipboard.writeText(key) };
  const copyBoth = { title: vscode.l10n.t('Copy Key and Token'), run: () => vscode.env.clipboard.writeText(`${key}\n${token}`) };
  await notices.inform(vscode.l10n.t('The token of the API key {0} can be copied now and is not shown again.', key), copyBoth, copyKey);
}

async function chooseKey(keys: readonly string[]): Promise<string | undefined> {
  if (keys.length === 0) {
    throw new Refusal(vscode.l10n.t('The embedded platform has no API keys.'), {
      rule: 'no API key',
      advice: vscode.l10n.t('Create one with Add API Key.'),
    });
  }
  return askAlone(vscode.l10n.t('API Key'), (place) =>
    askChoice(place, { placeholder: vscode.l10n.t('Choose an API key'), choices: keys.map((key) => ({ label: key, value: key })) }),
  );
}

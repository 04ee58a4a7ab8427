import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import { chooseDevice } from './chooseDevice.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** What a device did wrong, to be read. */
export function reportCommands({ platform, reports }: Parts): readonly Command[] {
  return [
    {
      id: commands.showProblems,
      title: vscode.l10n.t('Show Problems'),
      needsTrust: false,
      run: async (node) => {
        const device = await chooseDevice(platform, node);
        if (device !== undefined) await reports.showProblems(device);
      },
    },
  ];
}

import * as vscode from 'vscode';
import { markerFault } from '../../rpc/log/markerText.ts';
import { commands } from '../ids.ts';
import { askAlone, askText } from '../quick/wizard.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';

/** Cut the traffic log with words of the user’s. */
export function markerCommands({ engine }: Parts): readonly Command[] {
  return [
    {
      id: commands.addMarker,
      title: vscode.l10n.t('Add Marker'),
      needsTrust: false,
      run: async () => {
        const text = await askAlone(vscode.l10n.t('Add Marker'), (place) =>
          askText(place, {
            prompt: vscode.l10n.t('What happens now? The words stand in the traffic log between what came before and what comes next.'),
            placeholder: vscode.l10n.t('flashed 1.4.2'),
            check: markerFault,
          }),
        );
        if (text !== undefined) await (await engine.calls()).ask('addMarker', text.trim());
      },
    },
  ];
}

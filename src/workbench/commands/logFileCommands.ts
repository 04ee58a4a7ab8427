import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import type { Parts } from '../parts.ts';
import { exportTraffic } from '../traffic/files/exportTraffic.ts';
import { openTrafficFile } from '../traffic/files/openTrafficFile.ts';
import { startRecording, stopRecording } from '../traffic/files/record.ts';
import { setRetention } from '../traffic/files/setRetention.ts';
import { givenPlace } from '../traffic/givenPlace.ts';
import type { Command } from './guarded.ts';

/** Record, export and open traffic as files, and say how much is kept. */
export function logFileCommands(parts: Parts): readonly Command[] {
  return [
    {
      id: commands.openTrafficInEditor,
      title: vscode.l10n.t('Open Device Traffic in Editor'),
      needsTrust: false,
      run: async () => (await parts.traffic.load()).openEditor(),
    },
    { id: commands.openTrafficFile, title: vscode.l10n.t('Open Traffic File'), needsTrust: false, run: openTrafficFile },
    {
      id: commands.exportTraffic,
      title: vscode.l10n.t('Export Traffic'),
      needsTrust: false,
      run: async (given) => exportTraffic(parts, await givenPlace(parts.traffic, given)),
    },
    {
      id: commands.startRecording,
      title: vscode.l10n.t('Start Recording'),
      needsTrust: false,
      run: async (given) => startRecording(parts, await givenPlace(parts.traffic, given)),
    },
    { id: commands.stopRecording, title: vscode.l10n.t('Stop Recording'), needsTrust: false, run: () => stopRecording(parts) },
    { id: commands.setRetention, title: vscode.l10n.t('Set How Much Traffic Is Kept'), needsTrust: false, run: () => setRetention(parts) },
  ];
}

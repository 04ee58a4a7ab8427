import * as vscode from 'vscode';
import type { LogPlace } from '../../rpc/logContract.ts';
import { commands } from '../ids.ts';
import type { Parts } from '../parts.ts';
import { exportTraffic } from '../traffic/files/exportTraffic.ts';
import { openTrafficFile } from '../traffic/files/openTrafficFile.ts';
import { startRecording, stopRecording } from '../traffic/files/record.ts';
import { setRetention } from '../traffic/files/setRetention.ts';
import { asLogPlace } from '../traffic/logPlace.ts';
import type { Command } from './guarded.ts';

/** Record, export and open traffic as files, and say how much is kept. */
export function logFileCommands(parts: Parts): readonly Command[] {
  /** The log that is meant, also by a command of the palette or of an editor's title. */
  const placeOf = async (given: unknown): Promise<LogPlace> => asLogPlace(given) ?? (await parts.traffic.load()).place;
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
      run: async (given) => exportTraffic(parts, await placeOf(given)),
    },
    {
      id: commands.startRecording,
      title: vscode.l10n.t('Start Recording'),
      needsTrust: false,
      run: async (given) => startRecording(parts, await placeOf(given)),
    },
    { id: commands.stopRecording, title: vscode.l10n.t('Stop Recording'), needsTrust: false, run: () => stopRecording(parts) },
    { id: commands.setRetention, title: vscode.l10n.t('Set How Much Traffic Is Kept'), needsTrust: false, run: () => setRetention(parts) },
  ];
}

import * as vscode from 'vscode';
import { publishAgain } from '../publish/publishAgain.ts';
import { publishEvent } from '../publish/publishEvent.ts';
import { commands } from '../ids.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';
import { stopPublishing } from './stopPublishing.ts';

/** Publish an event: once, again, and again and again until it is stopped. */
export function publishCommands(parts: Parts): readonly Command[] {
  return [
    {
      id: commands.publishEvent,
      title: vscode.l10n.t('Publish Event'),
      needsTrust: true,
      run: (node) => publishEvent(parts, node, ['once', 'repeatedly']),
    },
    {
      id: commands.publishRepeatedly,
      title: vscode.l10n.t('Publish Repeatedly'),
      needsTrust: true,
      run: (node) => publishEvent(parts, node, ['repeatedly']),
    },
    {
      id: commands.publishAgain,
      title: vscode.l10n.t('Publish Again'),
      needsTrust: true,
      run: (node) => publishAgain(parts, node),
    },
    {
      id: commands.stopPublishing,
      title: vscode.l10n.t('Stop Publishing'),
      needsTrust: false,
      run: (node) => stopPublishing(parts, node),
    },
  ];
}

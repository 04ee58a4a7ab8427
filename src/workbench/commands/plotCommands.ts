import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import type { Command } from './guarded.ts';
import type { Parts } from '../parts.ts';
import { givenPlace } from '../traffic/givenPlace.ts';
import { plotsOf } from '../traffic/plot/plotsOf.ts';

/** Draw numbers of the traffic log. */
export function plotCommands(parts: Parts): readonly Command[] {
  return [
    {
      id: commands.plotNumbers,
      title: vscode.l10n.t('Plot Numbers'),
      needsTrust: false,
      run: async (node) => {
        const { log, seq } = await givenPlace(parts.traffic, node);
        const message = seq === undefined ? undefined : await (await parts.engine.calls()).ask('message', seq, log);
        await plotsOf(parts).ask(log, message);
      },
    },
  ];
}

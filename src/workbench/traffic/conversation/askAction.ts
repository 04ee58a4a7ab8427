import * as vscode from 'vscode';
import type { LogName } from '../../../rpc/log/logCalls.ts';
import type { RecentAction } from '../../../rpc/log/logStudies.ts';
import { shownText } from '../../../wiotp/shownText.ts';
import { Refusal } from '../../../wiotp/refusal.ts';
import type { Engine } from '../../engine.ts';
import { askAlone, askChoice } from '../../quick/wizard.ts';

/**
 * Asks which of the latest actions in a log is meant, and gives the row with which it began; `undefined` when the user left.
 * @throws Refusal when there is none.
 */
export async function askAction(engine: Engine, log: LogName, title: string): Promise<number | undefined> {
  const actions = await (await engine.calls()).ask('recentActions', log);
  if (actions.length === 0) throw noActions();
  const placeholder = vscode.l10n.t('Which action? The latest comes first');
  return askAlone(title, (place) => askChoice(place, { placeholder, choices: actions.map(choiceOf) }));
}

function choiceOf({ seq, time, title, clientId, behind }: RecentAction) {
  const whom = behind === undefined ? shownText(clientId) : vscode.l10n.t('{0} through {1}', shownText(behind), shownText(clientId));
  return { label: shownText(title), description: whom, detail: new Date(time).toLocaleString(), value: seq };
}

function noActions(): Refusal {
  return new Refusal(vscode.l10n.t('There is no Device Management in this log yet.'), {
    rule: 'a conversation is made of messages of Device Management',
    advice: vscode.l10n.t('Connect a managed device, or request an action such as a reboot from the embedded platform, then try again.'),
  });
}

import * as vscode from 'vscode';
import type { Problem } from '../../lint/problem.ts';
import { isWorthAsking } from './checkOutgoing.ts';

const mostShown = 5;

/** Asks before a message leaves that the linter objects to. What it objects to is not forbidden: a device must survive it too. */
export async function confirmProblems(topic: string, problems: readonly Problem[]): Promise<boolean> {
  const worth = problems.filter(isWorthAsking);
  if (worth.length === 0) return true;
  const shown = worth.slice(0, mostShown).map(({ message }) => message);
  const more = worth.length - shown.length;
  const detail = [...shown, ...(more === 0 ? [] : [vscode.l10n.t('{0} more', more)])].join('\n\n');
  const send = vscode.l10n.t('Send Anyway');
  const question = vscode.l10n.t('Something is wrong with the message to {0}.', topic);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, send)) === send;
}

import * as vscode from 'vscode';
import { pendingRequests, type SessionState } from '../../rpc/session/sessionState.ts';

/** The error that ended sessions without notice, with what was lost with them, where anything was. */
export function withLost(why: Error, sessions: readonly SessionState[]): Error {
  const lost = lostText(sessions);
  return lost === '' ? why : new Error(vscode.l10n.t('{0}. Lost with it: {1}', why.message.replace(/\.$/, ''), lost), { cause: why });
}

function lostText(sessions: readonly SessionState[]): string {
  const count = (of: (session: SessionState) => number): number => sessions.reduce((sum, session) => sum + of(session), 0);
  const counts: readonly (readonly [string, number])[] = [
    [vscode.l10n.t('open connections'), count(({ phase }) => (phase === 'closed' ? 0 : 1))],
    [vscode.l10n.t('messages that waited to be sent'), count(({ waiting }) => waiting)],
    [vscode.l10n.t('messages that could not be delivered'), count(({ undelivered }) => undelivered.length)],
    [vscode.l10n.t('repeated publications'), count(({ jobs }) => jobs.length)],
    [vscode.l10n.t('requests that waited for an answer'), count((session) => pendingRequests(session).length)],
  ];
  return counts.flatMap(([what, number]) => (number === 0 ? [] : [`${what}: ${number}`])).join('; ');
}

import * as vscode from 'vscode';
import type { SessionState } from '../../rpc/session/sessionState.ts';
import { commands } from '../ids.ts';
import type { Notices } from '../notices.ts';
import type { Parts } from '../parts.ts';
import type { Connections } from './connections.ts';

/**
 * Tells the user about every connection that ended by itself and will not come back. One that the user is just connecting is told by
 * whoever connects it.
 */
export function announceDisconnections({
  engine,
  connections,
  notices,
}: Pick<Parts, 'engine' | 'connections' | 'notices'>): vscode.Disposable {
  let before: readonly SessionState[] = engine.sessions;
  return engine.onSessions((states) => {
    for (const state of states) {
      if (state.phase === 'connected') notices.settled(state.id);
      const wasOpen = before.some(({ id, phase }) => id === state.id && (phase === 'connected' || phase === 'waiting'));
      if (wasOpen && state.failed && !connections.isUnderway(state.id)) void tell(connections, notices, state);
    }
    before = states;
  });
}

async function tell(connections: Connections, notices: Notices, { id, reason = '' }: SessionState): Promise<void> {
  const name = connections.find(id)?.profile.name ?? id;
  const node = { node: 'connection', id };
  const diagnose = {
    title: vscode.l10n.t('Diagnose…'),
    run: () => vscode.commands.executeCommand(commands.diagnoseConnection, node),
  };
  await notices.once(id, reason, () => notices.warn(vscode.l10n.t('{0} was disconnected: {1}', name, reason), diagnose));
}

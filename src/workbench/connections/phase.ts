import * as vscode from 'vscode';
import { isManaged } from '../../rpc/session/sessionState.ts';
import type { Connection } from './connections.ts';

/** How a connection's state is shown, in words and as an icon; the same in the tree and in the status bar. */
export interface PhaseLook {
  readonly text: string;
  readonly icon: string;
  readonly color?: string;
}

export function phaseLook({ session }: Pick<Connection, 'session'>): PhaseLook {
  switch (session?.phase) {
    case 'connected':
      return {
        text: isManaged(session) ? vscode.l10n.t('connected, managed') : vscode.l10n.t('connected'),
        icon: 'pass-filled',
        color: 'testing.iconPassed',
      };
    case 'connecting':
      return { text: vscode.l10n.t('connecting'), icon: 'loading~spin' };
    case 'waiting':
      return { text: vscode.l10n.t('waiting to reconnect'), icon: 'watch', color: 'testing.iconQueued' };
    case 'closed':
    case undefined:
      // A session that ended by itself or never came about says why; one that somebody closed does not.
      return session?.failed === true || session?.reason !== undefined
        ? { text: vscode.l10n.t('failed'), icon: 'error', color: 'testing.iconFailed' }
        : { text: vscode.l10n.t('disconnected'), icon: 'circle-outline' };
  }
}

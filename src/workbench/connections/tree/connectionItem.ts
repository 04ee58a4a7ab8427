import * as vscode from 'vscode';
import { pendingRequests } from '../../../rpc/session/sessionState.ts';
import type { Connection } from '../connections.ts';
import { phaseLook, type PhaseLook } from '../phase.ts';
import { whyUnfit } from '../profileCheck.ts';
import { insecureWords } from '../security.ts';

/** The row of a connection. Its tooltip is made when somebody points at it. */
export function connectionItem(connection: Connection, hasRows: boolean, all: readonly Connection[]): vscode.TreeItem {
  const { profile, shared, opened = profile } = connection;
  const look = isUnfit(connection) ? unfit : phaseLook(connection);
  const insecure = insecureWords(opened).length > 0;
  const item = new vscode.TreeItem(profile.name, hasRows ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None);
  // VS Code remembers whether an item is open by its ID; with another one it opens when something below it appears.
  item.id = `${profile.id}/${hasRows}`;
  // A narrow side bar cuts off the end.
  const texts = [...(insecure ? [vscode.l10n.t('insecure')] : []), look.text, ...(shared === undefined ? [] : [shared.name])];
  item.description = texts.join(' · ');
  item.iconPath = insecure
    ? new vscode.ThemeIcon('unlock', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon(look.icon, look.color === undefined ? undefined : new vscode.ThemeColor(look.color));
  item.contextValue = [...words(connection), ...ends(connection, all)].join(' ');
  item.accessibilityInformation = { label: [profile.name, ...texts].join(', ') };
  return item;
}

/** Whether it is the first or the last of the user's own, which cannot be moved further. */
function ends({ profile: { id } }: Connection, all: readonly Connection[]): string[] {
  const own = all.filter(({ shared }) => shared === undefined);
  return [...(own[0]?.profile.id === id ? ['first'] : []), ...(own.at(-1)?.profile.id === id ? ['last'] : [])];
}

/** One that is not open and cannot be connected as it is, after an import or in somebody else's file. */
function isUnfit({ profile, session }: Connection): boolean {
  return (session === undefined || session.phase === 'closed') && whyUnfit(profile) !== undefined;
}

const unfit: PhaseLook = { text: vscode.l10n.t('cannot be connected as it is'), icon: 'error', color: 'testing.iconFailed' };

/** What conditions of menus look at, in this order: `connection own device secret dm idle closed`. */
function words({ profile, session, shared }: Connection): string[] {
  const { sender } = profile.client;
  const found = ['connection', shared === undefined ? 'own' : 'shared', sender];
  if (profile.target.kind === 'quickstart') found.push('quickstart');
  else found.push('secret');
  if (sender !== 'application' && profile.target.kind !== 'quickstart') found.push('dm');
  found.push(session !== undefined && session.phase !== 'closed' ? 'active' : 'idle', session?.phase ?? 'closed');
  if (pendingRequests(session).length > 0) found.push('pending');
  if ((session?.jobs.length ?? 0) > 0) found.push('publishing');
  return found;
}

import * as vscode from 'vscode';
import { tokenUserName } from '../../wiotp/limits.ts';
import type { Connection } from './connections.ts';

/** How a connection's state is shown, in words and as an icon; the same in the tree and in the status bar. */
export interface PhaseLook {
  readonly text: string;
  readonly icon: string;
  readonly color?: string;
}

export function phaseLook({ session }: Connection): PhaseLook {
  switch (session?.phase) {
    case 'connected':
      return {
        text: session.managed ? vscode.l10n.t('connected, managed') : vscode.l10n.t('connected'),
        icon: 'pass-filled',
        color: 'testing.iconPassed',
      };
    case 'connecting':
      return { text: vscode.l10n.t('connecting'), icon: 'loading~spin' };
    case 'waiting':
      return { text: vscode.l10n.t('waiting to reconnect'), icon: 'watch', color: 'testing.iconQueued' };
    case 'closed':
    case undefined:
      return session?.failed === true
        ? { text: vscode.l10n.t('failed'), icon: 'error', color: 'testing.iconFailed' }
        : { text: vscode.l10n.t('disconnected'), icon: 'circle-outline' };
  }
}

/** Everything about a connection, for tooltips. */
export function connectionTooltip(connection: Connection): vscode.MarkdownString {
  const { profile, session, address } = connection;
  const lines = [
    [vscode.l10n.t('State'), phaseLook(connection).text],
    [vscode.l10n.t('Client ID'), address?.clientId ?? `d:…:${profile.typeId}:${profile.deviceId}`],
    [
      vscode.l10n.t('Address'),
      address === undefined ? vscode.l10n.t('embedded platform, stopped') : `mqtt://${address.host}:${address.port}`,
    ],
    [vscode.l10n.t('User name'), tokenUserName],
    [vscode.l10n.t('Session'), profile.cleanSession ? vscode.l10n.t('clean') : vscode.l10n.t('durable')],
  ];
  if (session?.reason !== undefined) lines.push([vscode.l10n.t('Reason'), session.reason]);
  const tooltip = new vscode.MarkdownString();
  // Names and reasons can come from the wire, so they are appended as text and never as Markdown.
  for (const [at, [label = '', value = '']] of lines.entries()) {
    if (at > 0) tooltip.appendMarkdown('  \n');
    tooltip.appendMarkdown(`**${label}:** `).appendText(value);
  }
  return tooltip;
}

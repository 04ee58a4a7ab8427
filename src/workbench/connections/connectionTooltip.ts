import * as vscode from 'vscode';
import { clientName } from '../../profiles/deviceOf.ts';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import { userNameOf } from '../../profiles/resolveProfile.ts';
import { clientIdOf } from '../../wiotp/clientId.ts';
import type { Connection } from './connections.ts';
import { addressOf } from '../../profiles/addressOf.ts';
import { phaseLook } from './phase.ts';
import { isSecure } from '../../profiles/transportOf.ts';
import { whyUnfit } from './profileCheck.ts';
import { insecureWords } from './security.ts';

/**
 * Everything about a connection, for tooltips. No secret can stand in it, since no profile has one; `keptSecrets` is how many of
 * them are kept, where that is known.
 */
export function connectionTooltip(connection: Connection, keptSecrets?: number): vscode.MarkdownString {
  const { profile, session, resolved, shared, opened = profile } = connection;
  const endpoint = resolved?.settings.endpoint;
  const lines: (readonly [string, string])[] = [
    [vscode.l10n.t('State'), phaseLook(connection).text],
    [vscode.l10n.t('Client ID'), resolved === undefined ? clientName(profile) : clientIdOf(resolved.settings.identity)],
    [vscode.l10n.t('Address'), endpoint === undefined ? vscode.l10n.t('embedded platform, stopped') : addressOf(endpoint)],
    [vscode.l10n.t('User name'), userNameText(profile)],
    [vscode.l10n.t('Session'), sessionText(connection)],
    [vscode.l10n.t('MQTT'), profile.mqttVersion],
  ];
  if (endpoint?.proxy !== undefined) lines.push([vscode.l10n.t('Proxy'), endpoint.proxy]);
  if (isSecure(opened.transport)) lines.push([vscode.l10n.t('TLS'), tlsText(opened)]);
  if (keptSecrets !== undefined)
    lines.push([vscode.l10n.t('Secrets'), keptSecrets === 0 ? vscode.l10n.t('none kept') : vscode.l10n.t('{0} kept', keptSecrets)]);
  if (shared !== undefined) lines.push([vscode.l10n.t('From'), vscode.l10n.t('.wiotp/profiles.json of the folder {0}', shared.name)]);
  const wrong = whyUnfit(profile);
  if (wrong !== undefined) lines.push([vscode.l10n.t('Cannot be connected as it is'), wrong]);
  if (session?.reason !== undefined) lines.push([vscode.l10n.t('Reason'), session.reason]);
  const tooltip = new vscode.MarkdownString();
  // Names and reasons can come from the wire, so they are appended as text and never as Markdown.
  for (const [at, [label, value]] of lines.entries()) {
    if (at > 0) tooltip.appendMarkdown('  \n');
    tooltip.appendMarkdown(`**${label}:** `).appendText(value);
  }
  return tooltip;
}

function userNameText(profile: ConnectionProfile): string {
  const name = userNameOf(profile);
  if (profile.client.sender === 'application')
    return name === undefined || name === '' ? vscode.l10n.t('an API key, made when it connects first') : name;
  return name === undefined ? vscode.l10n.t('none, Quickstart asks for none') : vscode.l10n.t('{0}, fixed', name);
}

function sessionText({ profile, session }: Connection): string {
  const kind = profile.cleanSession ? vscode.l10n.t('clean') : vscode.l10n.t('durable');
  return session?.sessionPresent === true ? vscode.l10n.t('{0}; the server still had the one of before', kind) : kind;
}

function tlsText(profile: ConnectionProfile): string {
  const { tls, target } = profile;
  const embedded = target.kind === 'embedded' || (target.kind === 'quickstart' && target.host === undefined);
  const trusted =
    tls.caFile !== undefined
      ? vscode.l10n.t('authorities of {0}', tls.caFile)
      : embedded
        ? vscode.l10n.t('the authority of the embedded platform')
        : vscode.l10n.t('authorities that Node.js trusts');
  const insecure = insecureWords(profile);
  return [
    ...(insecure.length === 0 ? [] : [vscode.l10n.t('INSECURE: {0}', insecure.join(', '))]),
    trusted,
    ...(tls.certificateFile === undefined ? [] : [vscode.l10n.t('client certificate {0}', tls.certificateFile)]),
    ...(tls.serverName === undefined ? [] : [vscode.l10n.t('server name {0}', tls.serverName)]),
  ].join('; ');
}

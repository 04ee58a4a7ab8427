import * as vscode from 'vscode';
import { clientName, deviceOf } from '../../../profiles/deviceOf.ts';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import { isEmbedded } from '../../../profiles/resolveProfile.ts';
import type { Parts } from '../../parts.ts';
import { addressOf } from '../../../profiles/addressOf.ts';
import { watcherOf } from './watcherOf.ts';

/** What to do about the device that may be connected: go on, watch it instead, or leave. */
export type Takeover = 'connect' | 'watch' | 'leave';

/**
 * A second connection with one client ID pushes the first one out, which may be a board or another window. On the embedded
 * platform it is known who is connected; elsewhere the user is asked before the first connect, and once more when the profile
 * leads elsewhere.
 */
export async function askTakeover(parts: Parts, profile: ConnectionProfile): Promise<Takeover> {
  const device = deviceOf(profile);
  if (device === undefined) return 'connect';
  if (isEmbedded(profile)) return profile.target.kind === 'embedded' ? askOnEmbedded(parts, profile) : 'connect';
  const resolved = parts.connections.resolve(profile);
  if (parts.agreements.has(resolved.boundTo)) return 'connect';
  const { sender } = profile.client;
  const name = clientName(profile);
  const connect = vscode.l10n.t('Connect as {0}', name);
  const watch = vscode.l10n.t('Watch as Application Instead');
  const question =
    sender === 'gateway'
      ? vscode.l10n.t('Connect to {0} as the gateway {1}?', addressOf(resolved.settings.endpoint), name)
      : vscode.l10n.t('Connect to {0} as the device {1}?', addressOf(resolved.settings.endpoint), name);
  const detail = [
    vscode.l10n.t('This pushes the real one out: a platform lets one connection in for each client ID and closes the older one.'),
    ...(profile.target.kind === 'quickstart'
      ? []
      : [vscode.l10n.t('An application with an API key sees its events, commands and status without disturbing it.')]),
  ].join(' ');
  const choices = profile.target.kind === 'quickstart' ? [connect] : [connect, watch];
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, ...choices);
  if (answer === watch) return 'watch';
  if (answer !== connect) return 'leave';
  await parts.agreements.add(resolved.boundTo);
  return 'connect';
}

async function askOnEmbedded({ platform }: Parts, profile: ConnectionProfile): Promise<Takeover> {
  const name = deviceOf(profile);
  const device = name === undefined ? undefined : platform.device(name);
  if (device?.online !== true) return 'connect';
  const connect = vscode.l10n.t('Connect Anyway');
  const watch = vscode.l10n.t('Watch as Application Instead');
  const question = vscode.l10n.t('{0} is connected already, from {1}.', clientName(profile), device.peer ?? vscode.l10n.t('elsewhere'));
  const detail = vscode.l10n.t('A device has one connection: connecting here closes that one.');
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, connect, watch);
  if (answer === watch) return 'watch';
  return answer === connect ? 'connect' : 'leave';
}

/** An application that watches the device of a profile: the one there is already, or a new one, which is kept. */
export async function watchInstead({ profiles }: Parts, profile: ConnectionProfile): Promise<ConnectionProfile> {
  const watcher = watcherOf(profile, crypto.randomUUID());
  const there = profiles
    .all()
    .find(
      ({ client, org, target, subscriptions }) =>
        client.sender === 'application' &&
        org === watcher.org &&
        JSON.stringify(target) === JSON.stringify(watcher.target) &&
        JSON.stringify(subscriptions) === JSON.stringify(watcher.subscriptions),
    );
  if (there !== undefined) return there;
  await profiles.put(watcher);
  return watcher;
}

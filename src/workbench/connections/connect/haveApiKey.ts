import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import type { Parts } from '../../parts.ts';
import { askAlone, askText } from '../../quick/wizard.ts';
import { errorAt } from '../profileCheck.ts';

/**
 * The profile with an API key, if it is an application's: the embedded platform makes one by itself, elsewhere it is asked for.
 * Kept in the profile, and its token in the secret store. `undefined` when the user left.
 */
export async function haveApiKey(parts: Parts, profile: ConnectionProfile): Promise<ConnectionProfile | undefined> {
  const { client, target } = profile;
  if (client.sender !== 'application' || target.kind === 'quickstart') return profile;
  return target.kind === 'embedded' ? haveEmbeddedKey(parts, profile, client) : haveOtherKey(parts, profile, client);
}

type Application = Extract<ConnectionProfile['client'], { readonly sender: 'application' }>;

async function haveEmbeddedKey(parts: Parts, profile: ConnectionProfile, client: Application): Promise<ConnectionProfile> {
  const calls = await parts.platform.calls();
  const known = client.apiKey !== '' && (await calls.ask('apiKeys')).includes(client.apiKey);
  if (known && (await parts.connections.token(profile)) !== undefined) return profile;
  const { key, token } = await calls.ask('addApiKey');
  await parts.platform.refresh();
  const complete = own(parts, { ...profile, client: { ...client, apiKey: key } });
  await parts.profiles.put(complete);
  await parts.connections.keepToken(complete, token);
  return complete;
}

async function haveOtherKey(parts: Parts, profile: ConnectionProfile, client: Application): Promise<ConnectionProfile | undefined> {
  if (client.apiKey !== '') return profile;
  const make = (apiKey: string): ConnectionProfile => ({ ...profile, client: { ...client, apiKey: apiKey.trim() } });
  const apiKey = await askAlone(vscode.l10n.t('Connect {0}', profile.name), (place) =>
    askText(place, {
      prompt: vscode.l10n.t('API key, which is the user name; its token is asked for next'),
      placeholder: `a-${profile.org}-0123456789`,
      check: (text) => errorAt(make(text), 'client.apiKey'),
    }),
  );
  if (apiKey === undefined) return undefined;
  const complete = own(parts, make(apiKey));
  await parts.profiles.put(complete);
  return complete;
}

/** A profile that a folder shares has no place for somebody's key: with one it becomes a connection of the user's own. */
function own({ connections }: Parts, profile: ConnectionProfile): ConnectionProfile {
  return connections.find(profile.id)?.shared === undefined ? profile : { ...profile, id: crypto.randomUUID() };
}

import * as vscode from 'vscode';
import { clientName } from '../../../profiles/deviceOf.ts';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import type { ResolvedProfile } from '../../../profiles/resolveProfile.ts';
import { checkToken } from '../../../wiotp/names.ts';
import { askAlone, askText } from '../../quick/wizard.ts';
import { addressOf } from '../../../profiles/addressOf.ts';
import type { Connection } from '../connections.ts';
import type { SecretName } from './secretVault.ts';

/** Asks for a secret of a connection, and says for which server it is. `undefined` when the user left. */
export function askSecret(
  { profile, shared }: Pick<Connection, 'profile' | 'shared'>,
  name: SecretName,
  resolved: ResolvedProfile,
): Promise<string | undefined> {
  const where = addressOf(resolved.settings.endpoint);
  const what = whatText(profile, name);
  const prompt =
    shared === undefined
      ? vscode.l10n.t('{0}. It is sent to {1} only, and kept in the secret store', what, where)
      : vscode.l10n.t('{0}. The folder {1} says that it goes to {2}: enter it only if that is right', what, shared.name, where);
  const check = name === 'token' ? checkToken : checkFilled;
  return askAlone(vscode.l10n.t('Connect {0}', profile.name), (place) => askText(place, { prompt, password: true, check }));
}

function whatText(profile: ConnectionProfile, name: SecretName): string {
  switch (name) {
    case 'token':
      return profile.client.sender === 'application'
        ? vscode.l10n.t('Token of the API key {0}', profile.client.apiKey)
        : vscode.l10n.t('Token of {0}', clientName(profile));
    case 'passphrase':
      return vscode.l10n.t('Passphrase of the private key {0}', profile.tls.keyFile ?? '');
    case 'proxyPassword':
      return vscode.l10n.t('Password for the proxy {0}', profile.proxy.kind === 'url' ? profile.proxy.url : '');
  }
}

function checkFilled(text: string): string | undefined {
  return text === '' ? vscode.l10n.t('It is empty.') : undefined;
}

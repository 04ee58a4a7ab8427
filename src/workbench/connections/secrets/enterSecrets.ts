import * as vscode from 'vscode';
import type { Parts } from '../../parts.ts';
import { askAlone, askChoice } from '../../quick/wizard.ts';
import { askSecret } from './askSecret.ts';
import type { Connection } from '../connections.ts';
import { havePlatform } from '../connect/havePlatform.ts';
import { possibleSecrets } from './neededSecrets.ts';
import type { SecretName } from './secretVault.ts';

/** Asks for a secret of a connection anew, and which one where there are several. The one before is kept until then. */
export async function enterSecrets(parts: Parts, connection: Connection): Promise<void> {
  const { connections, notices } = parts;
  const { profile } = connection;
  // A secret is bound to where it goes, so that has to be known.
  if (!(await havePlatform(parts, profile))) return;
  const name = await chooseSecret(profile.name, possibleSecrets(profile));
  const secret = name === undefined ? undefined : await askSecret(connection, name, connections.resolve(profile));
  if (name === undefined || secret === undefined) return;
  await connections.keepSecret(profile, name, secret);
  notices.done(vscode.l10n.t('Kept for {0}; it is used when it connects next', profile.name));
}

async function chooseSecret(connection: string, names: readonly SecretName[]): Promise<SecretName | undefined> {
  if (names.length < 2) return names[0];
  const labels: Readonly<Record<SecretName, string>> = {
    token: vscode.l10n.t('Token'),
    passphrase: vscode.l10n.t('Passphrase of the Private Key'),
    proxyPassword: vscode.l10n.t('Password for the Proxy'),
  };
  return askAlone(connection, (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('What is entered again?'),
      choices: names.map((value) => ({ label: labels[value], value })),
    }),
  );
}

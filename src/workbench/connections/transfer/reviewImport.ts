import * as vscode from 'vscode';
import type { ImportedFile } from '../../../profiles/import/importExported.ts';
import type { ImportedConnection } from '../../../profiles/import/imported.ts';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import { isSecure } from '../../../profiles/transportOf.ts';
import { askChoice, type Choice, type Outcome, type Place } from '../../quick/wizard.ts';
import { possibleSecrets } from '../secrets/neededSecrets.ts';
import type { SecretName } from '../secrets/secretVault.ts';
import { insecureWords } from '../security.ts';
import { firstError } from '../profileCheck.ts';
import { addressHint } from './addressHint.ts';

/** Something to read; choosing it shows the whole of it. */
interface Shown {
  readonly whole: string;
}

type Row = Choice<'import' | Shown> | vscode.QuickPickItem;

/**
 * Shows what an import comes to, before anything is kept: the effective session and authorities, and every note. A list cuts off what
 * is long, so a note is shown whole when it is chosen.
 */
export async function reviewImport(place: Place, { connections, notes }: ImportedFile): Promise<Outcome<'import'>> {
  const label =
    connections.length === 1 ? vscode.l10n.t('Import This Connection') : vscode.l10n.t('Import {0} Connections', connections.length);
  const choices: readonly Row[] = [
    { label: `$(check) ${label}`, detail: vscode.l10n.t('Tokens go to the secret store and nowhere else'), value: 'import' },
    ...(notes.length === 0 ? [] : [heading(vscode.l10n.t('The file'))]),
    ...notes.map(({ text }) => noteRow('info', vscode.l10n.t('Note'), text)),
    ...connections.flatMap(rowsOf),
  ];
  const placeholder = vscode.l10n.t('This is what they come to. Nothing is kept yet');
  for (;;) {
    const answer = await askChoice<'import' | Shown>(place, { placeholder, choices });
    if (typeof answer !== 'object') return answer;
    await vscode.window.showInformationMessage(place.title, { modal: true, detail: answer.whole });
  }
}

function rowsOf({ profile, secrets, notes }: ImportedConnection): readonly Row[] {
  const insecure = insecureWords(profile);
  const wrong = firstError(profile);
  return [
    heading(`${profile.name}: ${addressHint(profile)}`),
    ...(wrong === undefined ? [] : [noteRow('error', vscode.l10n.t('Cannot be connected as it is'), wrong)]),
    {
      label: vscode.l10n.t('Session: {0}', profile.cleanSession ? vscode.l10n.t('clean') : vscode.l10n.t('durable')),
      description: vscode.l10n.t('effective'),
    },
    {
      label: vscode.l10n.t('CA: {0}', authoritiesOf(profile)),
      description: vscode.l10n.t('effective'),
    },
    {
      label: secrets.token === undefined ? vscode.l10n.t('Token: none, it is asked for') : vscode.l10n.t('Token: there is one'),
    },
    ...possibleSecrets(profile).flatMap((name) => (name === 'token' ? [] : [{ label: otherSecrets[name] }])),
    ...insecure.map((words) => ({ label: `$(warning) ${vscode.l10n.t('Insecure: {0}', words)}` })),
    ...notes.map(({ text, sdk }) => noteRow('info', sdk ?? vscode.l10n.t('Note'), text)),
  ];
}

function noteRow(icon: 'info' | 'error', label: string, text: string): Choice<Shown> {
  return { label: `$(${icon}) ${label}`, detail: text, value: { whole: text } };
}

/** Exports and configurations hold none of them. */
const otherSecrets: Readonly<Record<Exclude<SecretName, 'token'>, string>> = {
  passphrase: vscode.l10n.t('Passphrase of the private key: asked for when it connects, if the key has one'),
  proxyPassword: vscode.l10n.t('Password for the proxy: asked for when it connects'),
};

/** Whom the connection trusts here. */
function authoritiesOf({ transport, target, tls }: ConnectionProfile): string {
  if (!isSecure(transport)) return vscode.l10n.t('none, since there is no TLS');
  if (tls.caFile !== undefined) return tls.caFile;
  return target.kind === 'embedded' ? vscode.l10n.t('the embedded platform’s own') : vscode.l10n.t('as Node.js trusts');
}

function heading(label: string): vscode.QuickPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

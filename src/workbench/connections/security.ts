import * as vscode from 'vscode';
import { insecurities, sharedRisks, type Insecurity } from '../../profiles/insecurity.ts';
import type { ConnectionProfile } from '../../profiles/profile.ts';

/** What is insecure about a profile, in a few words each; empty where nothing is. */
export function insecureWords(profile: ConnectionProfile, platformHost?: string): readonly string[] {
  return insecurities(profile, platformHost).map(wordsFor);
}

/** What whoever connects a profile of a folder for the first time has to know, in a few words and in full sentences. */
export function sharedRiskWords(profile: ConnectionProfile): readonly { readonly words: string; readonly message: string }[] {
  return sharedRisks(profile).map((risk) => ({ words: wordsFor(risk), message: risk.message }));
}

function wordsFor({ path, message }: Insecurity): string {
  return words[path.join('.')] ?? message;
}

const words: Readonly<Record<string, string>> = {
  transport: vscode.l10n.t('not encrypted'),
  'tls.verifyChain': vscode.l10n.t('certificate not verified'),
  'tls.verifyHost': vscode.l10n.t('host name not verified'),
  'management.download.real': vscode.l10n.t('firmware images are really fetched'),
};

import * as vscode from 'vscode';
import { insecurities } from '../../profiles/insecurity.ts';
import type { ConnectionProfile } from '../../profiles/profile.ts';

/** What is insecure about a profile, in a few words each; empty where nothing is. */
export function insecureWords(profile: ConnectionProfile, platformHost?: string): readonly string[] {
  return insecurities(profile, platformHost).map(({ path, message }) => words[path.join('.')] ?? message);
}

const words: Readonly<Record<string, string>> = {
  transport: vscode.l10n.t('not encrypted'),
  'tls.verifyChain': vscode.l10n.t('certificate not verified'),
  'tls.verifyHost': vscode.l10n.t('host name not verified'),
};

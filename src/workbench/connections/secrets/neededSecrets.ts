import * as vscode from 'vscode';
import { isEncryptedKey } from '../../../profiles/encryptedKey.ts';
import type { ConnectionProfile } from '../../../profiles/profile.ts';
import { hasProxyUser } from '../../../profiles/proxyUrl.ts';
import type { ResolvedProfile } from '../../../profiles/resolveProfile.ts';
import { isSecure } from '../../../profiles/transportOf.ts';
import type { SecretName } from './secretVault.ts';

/** The secrets without which a profile cannot connect, in the order in which they are asked for. */
export async function neededSecrets(profile: ConnectionProfile, resolved: ResolvedProfile): Promise<readonly SecretName[]> {
  const needed: SecretName[] = possibleSecrets(profile).filter((name) => name === 'proxyPassword');
  const { keyFile } = resolved.settings.endpoint.tls;
  if (isSecure(profile.transport) && keyFile !== undefined && (await isEncrypted(keyFile))) needed.push('passphrase');
  // Whoever shows a certificate may do without a token; the server says so if not.
  if (profile.target.kind !== 'quickstart' && profile.tls.certificateFile === undefined) needed.push('token');
  return needed;
}

/** Every secret that can be given to a profile. */
export function possibleSecrets({ target, tls, transport, proxy }: ConnectionProfile): readonly SecretName[] {
  return [
    ...(target.kind === 'quickstart' ? [] : (['token'] as const)),
    ...(isSecure(transport) && tls.keyFile !== undefined ? (['passphrase'] as const) : []),
    ...(proxy.kind === 'url' && hasProxyUser(proxy.url) ? (['proxyPassword'] as const) : []),
  ];
}

/** Larger files are no keys; in bytes. */
const mostBytes = 256 * 1024;

/** Whether a private key asks for a passphrase. One that cannot be read is the engine's to complain about. */
async function isEncrypted(file: string): Promise<boolean> {
  const uri = vscode.Uri.file(file);
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > mostBytes) return false;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return isEncryptedKey(text);
  } catch {
    return false;
  }
}

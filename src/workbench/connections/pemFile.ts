import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { absoluteFile } from '../../profiles/absoluteFile.ts';

/** What a PEM file is to hold. */
export type PemContent = 'certificate' | 'key';

/** The system's whole collection of authorities has a quarter of it; in bytes. */
const mostBytes = 1024 * 1024;

const begins: Readonly<Record<PemContent, RegExp>> = {
  certificate: /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/,
  key: /-----BEGIN (?:[A-Z0-9]{1,20} ){0,2}PRIVATE KEY-----/,
};

/**
 * Why a file cannot be used for TLS as it is now, as a full sentence; `undefined` when it can, as far as a look at it tells, and for a
 * path that begins in a folder which is not known here.
 */
export function pemFault(path: string, content: PemContent): string | undefined {
  const file = absoluteFile(path, { home: homedir() });
  if (!/^(?:[/\\]|[A-Za-z]:[/\\])/.test(file)) return undefined;
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return vscode.l10n.t('There is no such file.');
    if (!found.isFile()) return vscode.l10n.t('This is a folder or a device, and no file.');
    if (found.size > mostBytes) return vscode.l10n.t('This file is far larger than certificates and keys are.');
    if (begins[content].test(readFileSync(file, 'latin1'))) return undefined;
  } catch {
    return vscode.l10n.t('This file cannot be read.');
  }
  return content === 'certificate'
    ? vscode.l10n.t('This file is no PEM file with a certificate.')
    : vscode.l10n.t('This file is no PEM file with a private key.');
}

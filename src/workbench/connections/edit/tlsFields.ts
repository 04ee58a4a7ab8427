import * as vscode from 'vscode';
import type { ConnectionProfile, TlsChoice } from '../../../profiles/profile.ts';
import { extend } from '../../quick/wizard.ts';
import { askFile } from '../askFile.ts';
import { isSecure } from '../../../profiles/transportOf.ts';
import { flagField, textField, without, type Field } from './field.ts';

const applies = ({ transport }: ConnectionProfile): boolean => isSecure(transport);

/** Whom it trusts, and how it shows who it is. */
export const tlsFields: readonly Field[] = [
  fileField('caFile', vscode.l10n.t('CA File'), vscode.l10n.t('as Node.js trusts, and the embedded platform’s own')),
  fileField('certificateFile', vscode.l10n.t('Client Certificate'), vscode.l10n.t('none')),
  fileField('keyFile', vscode.l10n.t('Private Key'), vscode.l10n.t('none')),
  textField({
    label: vscode.l10n.t('Server Name (SNI)'),
    path: 'tls.serverName',
    applies,
    prompt: vscode.l10n.t('Name to ask the server for and to find in its certificate; empty for the host’s'),
    empty: vscode.l10n.t('the host’s'),
    get: ({ tls }) => tls.serverName ?? '',
    set: (profile, serverName) => ({
      ...profile,
      tls: { ...without(profile.tls, 'serverName'), ...(serverName === '' ? {} : { serverName }) },
    }),
  }),
  flagField({
    label: vscode.l10n.t('Verify Certificate'),
    path: 'tls.verifyChain',
    applies,
    insecureOff: true,
    on: vscode.l10n.t('The server’s certificate must come from a trusted authority'),
    off: vscode.l10n.t('Insecure: anybody can be at the other end and read the token'),
    get: ({ tls }) => tls.verifyChain,
    set: (profile, verifyChain) => ({ ...profile, tls: { ...profile.tls, verifyChain } }),
  }),
  flagField({
    label: vscode.l10n.t('Verify Host Name'),
    path: 'tls.verifyHost',
    applies,
    insecureOff: true,
    on: vscode.l10n.t('The server’s certificate must be for the host'),
    off: vscode.l10n.t('Insecure: anybody with a certificate of a trusted authority can be at the other end'),
    get: ({ tls }) => tls.verifyHost,
    set: (profile, verifyHost) => ({ ...profile, tls: { ...profile.tls, verifyHost } }),
  }),
];

function fileField(name: keyof TlsChoice & `${string}File`, label: string, none: string): Field {
  return {
    label,
    paths: [`tls.${name}`],
    applies,
    text: ({ tls }) => tls[name] ?? none,
    ask: (profile, place) => {
      const present = profile.tls[name];
      const question = askFile(place, {
        placeholder: label,
        content: name === 'keyFile' ? 'key' : 'certificate',
        none: vscode.l10n.t('None'),
        ...(present === undefined ? {} : { present }),
      });
      return extend(question, (file) => ({
        ...profile,
        tls: { ...without(profile.tls, name), ...(file === '' ? {} : { [name]: file }) },
      }));
    },
  };
}

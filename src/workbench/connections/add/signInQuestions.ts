import * as vscode from 'vscode';
import type { TlsChoice } from '../../../profiles/profile.ts';
import { checkToken } from '../../../wiotp/names.ts';
import { askChoice, askText, extend, type Outcome, type Place } from '../../quick/wizard.ts';
import { askFile } from '../askFile.ts';
import { withMembers, type Answers } from './answers.ts';

export function askSignIn(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const choices = [
    { label: vscode.l10n.t('A Token'), detail: vscode.l10n.t('Kept in the secret store only'), value: 'token' },
    {
      label: vscode.l10n.t('A Client Certificate'),
      detail: vscode.l10n.t('A certificate and its private key as PEM files, with or without a token'),
      value: 'certificate',
    },
  ] as const;
  const active = choices.findIndex(({ value }) => value === answers.signIn);
  const question = askChoice(place, { placeholder: vscode.l10n.t('How does it prove who it is?'), choices, active });
  return extend(question, (signIn) => (signIn === 'token' ? withoutCertificate(answers) : { ...answers, signIn }));
}

function withoutCertificate(answers: Answers): Answers {
  const { certificateFile: _certificate, keyFile: _key, ...tls } = answers.profile.tls;
  return { ...withMembers(answers, { tls }), signIn: 'token' };
}

export function askCertificate(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  return askPem(answers, place, 'certificateFile', vscode.l10n.t('Client certificate, with those that signed it below it'));
}

export function askKey(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  return askPem(answers, place, 'keyFile', vscode.l10n.t('Private key of the certificate; a passphrase is asked for when it connects'));
}

function askPem(answers: Answers, place: Place, name: keyof TlsChoice & `${string}File`, placeholder: string): Promise<Outcome<Answers>> {
  const { tls } = answers.profile;
  const content = name === 'keyFile' ? 'key' : 'certificate';
  const question = askFile(place, { placeholder, content, ...(tls[name] === undefined ? {} : { present: tls[name] }) });
  return extend(question, (file) => withMembers(answers, { tls: { ...tls, [name]: file } }));
}

export function askToken(answers: Answers, place: Place): Promise<Outcome<Answers>> {
  const { client } = answers.profile;
  const isOptional = answers.signIn === 'certificate';
  const what = client.sender === 'application' ? vscode.l10n.t('Token of the API key') : vscode.l10n.t('Token');
  const prompt = isOptional
    ? vscode.l10n.t('{0}; leave it empty if the certificate is enough', what)
    : vscode.l10n.t('{0}; it is kept in the secret store only', what);
  const check = (text: string): string | undefined => (isOptional && text === '' ? undefined : checkToken(text));
  return extend(askText(place, { prompt, password: true, value: answers.token, check }), (token) => ({ ...answers, token }));
}

import * as vscode from 'vscode';
import { codeLanguages, type CodeLanguage } from '../../assist/copyAs/copyAs.ts';
import { askAlone, askChoice } from '../quick/wizard.ts';

/** What the languages are called. */
export const codeLanguageNames: Readonly<Record<CodeLanguage, string>> = {
  c: 'C',
  cpp: 'C++',
  micropython: 'MicroPython',
  python: 'Python',
};

/** Asks which language to copy a payload as. `undefined` when the user left. */
export function askCodeLanguage(): Promise<CodeLanguage | undefined> {
  return askAlone(vscode.l10n.t('Copy Payload as Code'), (place) =>
    askChoice(place, {
      placeholder: vscode.l10n.t('Choose a language'),
      choices: codeLanguages.map((value) => ({ label: codeLanguageNames[value], value })),
    }),
  );
}

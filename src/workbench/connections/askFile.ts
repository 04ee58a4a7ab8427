import * as vscode from 'vscode';
import { checkFile } from '../../profiles/rules/checkTexts.ts';
import { askChoice, type Outcome, type Place } from '../quick/wizard.ts';
import { pemFault, type PemContent } from './pemFile.ts';

export interface FileQuestion {
  readonly placeholder: string;
  readonly content: PemContent;
  /** The file that is chosen now. */
  readonly present?: string;
  /** What can be chosen besides a file. */
  readonly none?: string;
}

const browse = Symbol('browse');

/**
 * Asks for a PEM file: by a dialog, by typing its path, or the one that is chosen now. Gives an empty text for none. What is wrong with
 * the file is said at once and forbids nothing: it may be put there later.
 */
export async function askFile(place: Place, question: FileQuestion): Promise<Outcome<string>> {
  const { placeholder, content, present, none } = question;
  const outcome = await askChoice<string | typeof browse>(place, {
    placeholder: vscode.l10n.t('{0}: choose a file, or type its path', placeholder),
    choices: [
      ...(present === undefined
        ? []
        : [{ label: present, description: vscode.l10n.t('now'), ...warning(present, content), value: present }]),
      { label: vscode.l10n.t('Choose a File…'), value: browse },
      ...(none === undefined ? [] : [{ label: none, value: '' }]),
    ],
    typed: (text) => {
      const refused = checkFile(text);
      return refused === undefined
        ? { label: text, description: vscode.l10n.t('this file'), ...warning(text, content), value: text }
        : { refused };
    },
  });
  if (outcome !== browse) return outcome;
  const chosen = await browseFile(place, question);
  if (chosen === undefined) return askFile(place, question);
  // It was not typed, so it is shown with what is wrong with it, where something is.
  return pemFault(chosen, content) === undefined ? chosen : askFile(place, { ...question, present: chosen });
}

function warning(file: string, content: PemContent): { readonly detail?: string } {
  const fault = pemFault(file, content);
  return fault === undefined ? {} : { detail: `$(warning) ${fault}` };
}

async function browseFile({ title }: Place, { placeholder }: FileQuestion): Promise<string | undefined> {
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: `${title}: ${placeholder}`,
      filters: { [vscode.l10n.t('Certificates and keys')]: ['pem', 'crt', 'cer', 'key'], [vscode.l10n.t('All files')]: ['*'] },
    })) ?? [];
  return chosen?.fsPath;
}

import * as vscode from 'vscode';
import { fileOfEntry, readFileEntries, type FileEntry } from '../../lint/files/fileEntries.ts';
import { ourFileOfName, type OurFile } from '../../lint/files/ourFile.ts';
import { canBeOurs, globMatches } from './candidates.ts';
import { noneOfOurs, type DocumentChoices } from './documentChoices.ts';

/**
 * What a document is: by the choice made for it, else by the setting `wiotp.files`, else by its name. `undefined` for
 * every other document, which is none of ours.
 */
export function ourFileOf(document: vscode.TextDocument, choices: DocumentChoices): OurFile | undefined {
  if (!canBeOurs(document)) return undefined;
  const choice = choices.get(document.uri);
  if (choice === noneOfOurs) return undefined;
  const chosen = choice === undefined ? undefined : fileOfChoice(choice, document);
  return chosen ?? fileOfSetting(document) ?? ourFileOfName(document.uri.path);
}

/** What a text, as it can stand in `wiotp.files`, makes of a document; `undefined` for a text that says nothing. */
function fileOfChoice(choice: string, document: vscode.TextDocument): OurFile | undefined {
  const [entry] = readFileEntries({ [document.uri.path]: choice }).entries;
  return entry === undefined ? undefined : fileOf(entry, document);
}

function fileOfSetting(document: vscode.TextDocument): OurFile | undefined {
  const { entries } = readFileEntries(vscode.workspace.getConfiguration('wiotp', document).get('files'));
  const entry = entries.find(({ glob }) => globMatches(glob, document));
  return entry === undefined ? undefined : fileOf(entry, document);
}

/** A document that was never saved has no name that ends in `.jsonl`, but it has a language. */
function fileOf(entry: FileEntry, { uri, languageId }: vscode.TextDocument): OurFile {
  return fileOfEntry(entry, languageId === 'jsonl' ? 'lines.jsonl' : uri.path);
}

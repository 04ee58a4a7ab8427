import * as vscode from 'vscode';
import { kindOfFileName } from '../lint/fileKind.ts';
import type { CatalogKind } from '../wiotp/catalog.ts';
import { readFileEntries, type FileEntry } from './fileEntries.ts';

/** What is known about a document that is one payload. */
export interface PayloadFile {
  readonly kind: CatalogKind;
  /** Where the setting `wiotp.files` names it. */
  readonly topic?: string;
}

/**
 * The payload file that a document is, by the setting `wiotp.files` or else by its name; `undefined` for every other
 * document, which is none of ours. So are documents that cannot be edited, such as the old side of a comparison.
 */
export function payloadFileOf(document: vscode.TextDocument): PayloadFile | undefined {
  if (!isEdited(document.uri)) return undefined;
  const { entries } = readFileEntries(vscode.workspace.getConfiguration('wiotp', document).get('files'));
  const entry = entries.find(({ glob }) => matches(glob, document));
  if (entry !== undefined) return fileOf(entry);
  const kind = kindOfFileName(document.uri.path);
  return kind === undefined ? undefined : { kind };
}

function isEdited({ scheme }: vscode.Uri): boolean {
  return scheme === 'file' || scheme === 'untitled' || (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => uri.scheme === scheme);
}

function matches(glob: string, document: vscode.TextDocument): boolean {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const relative = folders.map((folder) => new vscode.RelativePattern(folder, glob));
  // A file outside all folders, or not saved yet, has only its own path to go by.
  return [...relative, glob].some((pattern) => vscode.languages.match({ pattern }, document) > 0);
}

function fileOf({ kind, topic }: FileEntry): PayloadFile {
  return topic === undefined ? { kind } : { kind, topic };
}

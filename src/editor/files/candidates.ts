import * as vscode from 'vscode';
import type { DocumentChoices } from './documentChoices.ts';
import { languages, looksLikeOurs } from './ourNames.ts';

/** Whether a document is one that could be ours: JSON that can be edited, which the old side of a comparison cannot. */
export function canBeOurs({ languageId, uri: { scheme } }: vscode.TextDocument): boolean {
  if (!languages.includes(languageId)) return false;
  return scheme === 'file' || scheme === 'untitled' || (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => uri.scheme === scheme);
}

/**
 * Whether a document is worth a closer look, for which far more has to be loaded: it is chosen, not saved yet, named
 * by the setting `wiotp.files`, one of the user's own schemas, or looks like ours by its name. Never wrongly no.
 */
export function isCandidate(document: vscode.TextDocument, choices: DocumentChoices): boolean {
  if (!canBeOurs(document)) return false;
  if (document.isUntitled || looksLikeOurs(document.uri.path) || choices.get(document.uri) !== undefined) return true;
  const settings = vscode.workspace.getConfiguration('wiotp', document);
  if (Object.keys(objectOf(settings.get('files'))).some((glob) => globMatches(glob, document))) return true;
  const { path } = document.uri;
  return Object.values(objectOf(settings.get('schemas'))).some((schema) => typeof schema === 'string' && path.endsWith(fileName(schema)));
}

/** A setting can be anything. */
function objectOf(setting: unknown): object {
  return typeof setting === 'object' && setting !== null ? setting : {};
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** Whether a glob of a setting matches a document, relative to any workspace folder or as it stands. */
export function globMatches(glob: string, document: vscode.TextDocument): boolean {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const relative = folders.map((folder) => new vscode.RelativePattern(folder, glob));
  // A file outside all folders, or not saved yet, has only its own path to go by.
  return [...relative, glob].some((pattern) => vscode.languages.match({ pattern }, document) > 0);
}

import * as vscode from 'vscode';
import { holdsMessages, type OurFile } from '../../lint/files/ourFile.ts';
import type { Fix, Problem } from '../../lint/problem.ts';
import { lintWorkbenchFile } from '../../profiles/check/lintWorkbenchFile.ts';
import { lintFile } from '../../transcript/lintFile.ts';
import { matchTopic } from '../../wiotp/topic.ts';
import type { DocumentChoices } from '../files/documentChoices.ts';
import type { IncludedFiles } from '../files/includedFiles.ts';
import { isLintEnabled, lintSettings } from '../settings/lintSettings.ts';
import { ourFileOf } from '../files/ourFiles.ts';

/** What a check of a document found. */
export interface Checked {
  /** The document's version that was checked. */
  readonly version: number;
  /** What the document is, if it is to be checked. */
  readonly file: OurFile | undefined;
  /** As they are to be shown. */
  readonly problems: readonly Problem[];
  /** Files that a transcript includes. */
  readonly includes: readonly vscode.Uri[];
  /** Those of them that have to be read first; the check is to be repeated then. */
  readonly unread: readonly vscode.Uri[];
}

/** Checks a document as it is now; a document that is none of ours, or is not to be checked, has no problems. */
export function lintDocument(document: vscode.TextDocument, choices: DocumentChoices, included: IncludedFiles): Checked {
  const { version, languageId } = document;
  const file = ourFileOf(document, choices);
  if (file === undefined || !isLinted(file) || !isLintEnabled(document))
    return { version, file: undefined, problems: [], includes: [], unread: [] };
  const includes: vscode.Uri[] = [];
  const unread: vscode.Uri[] = [];
  const include = (path: string): string | undefined => {
    const uri = includedUri(document, path);
    if (uri === undefined) return undefined;
    const known = included.get(uri);
    includes.push(uri);
    if (known === undefined) unread.push(uri);
    return known?.text;
  };
  const { options } = lintSettings(document);
  const text = document.getText();
  const found = holdsMessages(file) ? lintFile(text, file, { options, include }) : lintWorkbenchFile(text, file, options);
  return { version, file, problems: found.filter((problem) => isOurs(problem, languageId)), includes, unread };
}

/** An event or command in another format may be anything. */
function isLinted(file: OurFile): boolean {
  if (file.type !== 'payload' || file.topic === undefined) return true;
  const format = matchTopic(file.topic)?.parts['format'];
  return format === undefined || format === 'json';
}

/**
 * A path is relative to the transcript, or to the first folder while that is not saved. It stays inside the workspace
 * folder, or for a transcript outside of all folders inside its own: a transcript from elsewhere must not read other files.
 */
function includedUri({ uri, isUntitled }: vscode.TextDocument, path: string): vscode.Uri | undefined {
  const folder = isUntitled ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(uri, '..');
  if (folder === undefined) return undefined;
  const included = vscode.Uri.joinPath(folder, path);
  const outermost = vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder;
  return included.path.startsWith(`${outermost.path.replace(/\/$/, '')}/`) ? included : undefined;
}

/**
 * VS Code reports by itself where JSON is broken or a member stands twice, but not in lines of JSON; we add only what
 * it does not say: a cause that we can put right, and comments where the language allows them. A comma too many it names.
 */
function isOurs({ rule, fix }: Problem, languageId: string): boolean {
  if (languageId === 'jsonl') return true;
  if (rule === 'json/comment') return languageId === 'jsonc';
  if (rule === 'json/duplicate') return false;
  return (rule !== 'json/syntax' && rule !== 'json/free-payload') || (fix !== undefined && !removesComma(fix));
}

function removesComma({ edits: [first, ...others] }: Fix): boolean {
  return first !== undefined && others.length === 0 && first.text === '' && first.end - first.start === 1;
}

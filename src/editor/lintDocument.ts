import * as vscode from 'vscode';
import { lintPayload } from '../lint/lintPayload.ts';
import type { Problem } from '../lint/problem.ts';
import { matchTopic } from '../wiotp/topic.ts';
import { payloadFileOf, type PayloadFile } from './payloadFiles.ts';

/** The languages whose documents are checked. */
export const languages: readonly string[] = ['json', 'jsonc'];

const noProblems: readonly Problem[] = [];

/** The problems of a document as they are to be shown; none for a document that is no payload file, or is not to be checked. */
export function lintDocument(document: vscode.TextDocument): readonly Problem[] {
  if (!languages.includes(document.languageId)) return noProblems;
  const file = payloadFileOf(document);
  if (file === undefined || !isJson(file) || !isEnabled(document)) return noProblems;
  return lintPayload(document.getText(), file.kind).filter((problem) => isOurs(problem, document.languageId));
}

/** An event or command in another format may be anything. */
function isJson({ topic }: PayloadFile): boolean {
  const format = topic === undefined ? undefined : matchTopic(topic)?.parts['format'];
  return format === undefined || format === 'json';
}

function isEnabled(document: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration('wiotp', document).get('lint.enabled') !== false;
}

/**
 * VS Code reports by itself where JSON is broken; we add only what it does not say: a cause that we can put right,
 * and comments where the language allows them.
 */
function isOurs({ rule, fix }: Problem, languageId: string): boolean {
  if (rule === 'json/comment') return languageId === 'jsonc';
  return rule !== 'json/syntax' || fix !== undefined;
}

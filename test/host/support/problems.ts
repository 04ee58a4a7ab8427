import * as vscode from 'vscode';
import { until } from '../../support/until.ts';

/** The problems of a document, as soon as it has any that fit. */
export async function problemsOf(
  { uri }: Pick<vscode.TextDocument, 'uri'>,
  fits: (problem: vscode.Diagnostic) => boolean = () => true,
): Promise<vscode.Diagnostic[]> {
  return until(`problems in ${uri.toString()}`, () => {
    const found = vscode.languages.getDiagnostics(uri).filter(fits);
    return found.length > 0 ? found : undefined;
  });
}

/** Waits until a document has no problems of ours. */
export async function noProblems({ uri }: Pick<vscode.TextDocument, 'uri'>): Promise<void> {
  await until(`no problems in ${uri.toString()}`, () => vscode.languages.getDiagnostics(uri).every((found) => !isOurs(found)) || undefined);
}

/** Whether a problem is one of our own linter. */
export function isOurs({ source }: vscode.Diagnostic): boolean {
  return source === 'Device Workbench';
}

/** The name of the rule that was broken. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The code actions of one kind for a range. */
export async function actionsAt(uri: vscode.Uri, range: vscode.Range, kind: vscode.CodeActionKind): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range, kind.value);
}

/** What there is about a place, as soon as there is anything. */
export async function hoverAt({ uri }: vscode.TextDocument, position: vscode.Position): Promise<string> {
  return until('a hover', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
    const texts = hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)));
    return texts.length > 0 ? texts.join('\n') : undefined;
  });
}

/** The labels of what can stand at a place, as soon as there is anything. */
export async function completionsAt({ uri }: vscode.TextDocument, position: vscode.Position): Promise<string[]> {
  return until('a completion', async () => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, position);
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    return labels.length > 0 ? labels : undefined;
  });
}

/** The place just behind the beginning of a piece of text. */
export function positionOf(document: vscode.TextDocument, text: string, behind = 1): vscode.Position {
  return document.positionAt(document.getText().indexOf(text) + behind);
}

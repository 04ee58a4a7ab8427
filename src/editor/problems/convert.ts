import * as vscode from 'vscode';
import type { Problem, Severity, TextEdit, TextRange } from '../../lint/problem.ts';
import { ruleAnchor } from '../../lint/rules.ts';

/** Where our problems come from, as the Problems view shows it. */
export const source = 'Device Workbench';

const rulesPage = vscode.Uri.parse('https://github.com/device-workbench/wiotp-workbench/blob/main/docs/rules.md');

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  // The Problems view does not list VS Code's own hints, and a misspelt name should not go unseen.
  hint: vscode.DiagnosticSeverity.Information,
};

/** A text as far as places in it have positions: a document, or the text of a file that nobody opened. */
export interface Positions {
  readonly uri: vscode.Uri;
  positionAt(offset: number): vscode.Position;
}

/** A problem as VS Code shows it, with a link to the description of its rule and to the places that belong to it. */
export function toDiagnostic(problem: Problem, text: Positions): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(problem.range, text), problem.message, severities[problem.severity]);
  diagnostic.source = source;
  diagnostic.code = { value: problem.rule, target: rulesPage.with({ fragment: ruleAnchor(problem.rule) }) };
  if (problem.related !== undefined)
    diagnostic.relatedInformation = problem.related.map(
      ({ message, range }) => new vscode.DiagnosticRelatedInformation(new vscode.Location(text.uri, toRange(range, text)), message),
    );
  return diagnostic;
}

export function toRange({ start, end }: TextRange, text: Positions): vscode.Range {
  return new vscode.Range(text.positionAt(start), text.positionAt(end));
}

/** Edits of a document's text as one change of the workspace. */
export function toWorkspaceEdit(edits: readonly TextEdit[], document: vscode.TextDocument): vscode.WorkspaceEdit {
  const change = new vscode.WorkspaceEdit();
  for (const edit of edits) change.replace(document.uri, toRange(edit, document), edit.text);
  return change;
}

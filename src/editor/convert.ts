import * as vscode from 'vscode';
import type { Problem, Severity, TextEdit, TextRange } from '../lint/problem.ts';
import { ruleAnchor } from '../lint/rules.ts';

/** Where our problems come from, as the Problems view shows it. */
export const source = 'Device Workbench';

const rulesPage = vscode.Uri.parse('https://github.com/device-workbench/wiotp-workbench/blob/main/docs/rules.md');

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  // The Problems view does not list VS Code's own hints, and a misspelt name should not go unseen.
  hint: vscode.DiagnosticSeverity.Information,
};

/** A problem as VS Code shows it, with a link to the description of its rule. */
export function toDiagnostic(problem: Problem, document: vscode.TextDocument): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(problem.range, document), problem.message, severities[problem.severity]);
  diagnostic.source = source;
  diagnostic.code = { value: problem.rule, target: rulesPage.with({ fragment: ruleAnchor(problem.rule) }) };
  return diagnostic;
}

export function toRange({ start, end }: TextRange, document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** Edits of a document's text as one change of the workspace. */
export function toWorkspaceEdit(edits: readonly TextEdit[], document: vscode.TextDocument): vscode.WorkspaceEdit {
  const change = new vscode.WorkspaceEdit();
  for (const edit of edits) change.replace(document.uri, toRange(edit, document), edit.text);
  return change;
}

import * as vscode from 'vscode';
import { compatibleEdits } from '../../lint/fixAll.ts';
import type { Fix, Problem } from '../../lint/problem.ts';
import { source, toRange, toWorkspaceEdit } from './convert.ts';

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('wiotp');

/** What {@link QuickFixes} offers, for its registration. */
export const quickFixMetadata: vscode.CodeActionProviderMetadata = {
  providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
};

type Fixable = Problem & { readonly fix: Fix };

/** Knows the problems of a document as it is now. */
export interface KnownProblems {
  problems(document: vscode.TextDocument): readonly Problem[];
}

/** Offers the fixes of a file's problems: one by one at their places, and all at once as `source.fixAll.wiotp`. */
export class QuickFixes implements vscode.CodeActionProvider {
  readonly #known: KnownProblems;

  constructor(known: KnownProblems) {
    this.#known = known;
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    const quick = context.only?.contains(vscode.CodeActionKind.QuickFix) ?? true;
    const all = context.only?.contains(fixAllKind) ?? false;
    const problems = quick || all ? this.#known.problems(document).filter(isFixable) : [];
    if (problems.length === 0) return [];
    const together = problems.filter(({ fix }) => fix.alone !== true);
    const here = problems.filter((problem) => toRange(problem.range, document).intersection(range) !== undefined);
    return [
      ...(quick ? here.map((problem) => quickFix(problem, document, context.diagnostics)) : []),
      ...(all && together.length > 0 ? [fixAll(together, document)] : []),
    ];
  }
}

function isFixable(problem: Problem): problem is Fixable {
  return problem.fix !== undefined;
}

function quickFix(problem: Fixable, document: vscode.TextDocument, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(problem.fix.title, vscode.CodeActionKind.QuickFix);
  const range = toRange(problem.range, document);
  action.edit = toWorkspaceEdit(problem.fix.edits, document);
  action.isPreferred = true;
  action.diagnostics = diagnostics.filter(
    (shown) => shown.source === source && ruleOf(shown) === problem.rule && shown.range.isEqual(range),
  );
  return action;
}

function fixAll(problems: readonly Fixable[], document: vscode.TextDocument): vscode.CodeAction {
  const action = new vscode.CodeAction(vscode.l10n.t('Fix All Device Workbench Problems'), fixAllKind);
  action.edit = toWorkspaceEdit(compatibleEdits(problems), document);
  return action;
}

function ruleOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

import * as vscode from 'vscode';
import { toDiagnostic } from './convert.ts';
import { languages, lintDocument } from './lintDocument.ts';

/** How long a document rests after a change before it is checked, in milliseconds. */
const restMs = 200;

/**
 * Keeps the problems of payload files shown: from opening to closing, while typing with a short delay, and anew when
 * a setting says so. A check reads the text as it is at that moment, so a result is never older than its document.
 */
export class PayloadDiagnostics {
  readonly #shown = vscode.languages.createDiagnosticCollection('wiotp');
  readonly #waiting = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();
  readonly #listeners: vscode.Disposable[] = [];

  start(): void {
    this.#listeners.push(
      vscode.workspace.onDidOpenTextDocument((document) => this.#check(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#checkSoon(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#checkAll()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('wiotp.files') || change.affectsConfiguration('wiotp.lint')) this.#checkAll();
      }),
    );
    this.#checkAll();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#shown.dispose();
  }

  #checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#check(document);
  }

  #checkSoon(document: vscode.TextDocument): void {
    // Logs are documents too, and change often.
    if (!languages.includes(document.languageId)) return;
    clearTimeout(this.#waiting.get(document));
    this.#waiting.set(
      document,
      setTimeout(() => this.#check(document), restMs),
    );
  }

  #check(document: vscode.TextDocument): void {
    this.#stopWaiting(document);
    const problems = lintDocument(document).map((problem) => toDiagnostic(problem, document));
    if (problems.length > 0) this.#shown.set(document.uri, problems);
    else this.#shown.delete(document.uri);
  }

  #forget(document: vscode.TextDocument): void {
    this.#stopWaiting(document);
    this.#shown.delete(document.uri);
  }

  #stopWaiting(document: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
  }
}

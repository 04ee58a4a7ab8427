import * as vscode from 'vscode';
import { holdsMessages } from '../../lint/files/ourFile.ts';
import type { OwnSchemas } from '../../lint/own/ownSchemas.ts';
import type { Problem } from '../../lint/problem.ts';
import { deepestInclude } from '../../transcript/check/includes.ts';
import { ownProblems } from '../../transcript/ownProblems.ts';
import { toDiagnostic } from './convert.ts';
import type { DocumentChoices } from '../files/documentChoices.ts';
import { IncludedFiles } from '../files/includedFiles.ts';
import { lintDocument, type Checked } from './lintDocument.ts';
import { lintSettings } from '../settings/lintSettings.ts';
import { languages } from '../files/ourNames.ts';

/** How long a document rests after a change before it is checked, in milliseconds. */
const restMs = 200;

/** The user's own schemas, and when they are others. */
export interface ChangingSchemas extends OwnSchemas {
  readonly onChange: vscode.Event<unknown>;
}

/**
 * Keeps the problems of our files shown: from opening to closing, while typing with a short delay, and anew when
 * something that they depend on says so. Results that a document has outrun are dropped.
 */
export class Diagnostics {
  readonly #choices: DocumentChoices;
  readonly #own: ChangingSchemas;
  readonly #failed: (error: unknown) => void;
  readonly #included = new IncludedFiles();
  #shown: vscode.DiagnosticCollection | undefined;
  readonly #waiting = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();
  readonly #checked = new Map<vscode.TextDocument, Checked>();
  /** Documents that own schemas are at work on, with the latest check of each that they are to add to. */
  readonly #judged = new Map<vscode.TextDocument, Checked>();
  /** Documents with problems on the screen that the user's own schemas found. */
  readonly #withOwn = new Set<vscode.TextDocument>();
  readonly #listeners: vscode.Disposable[] = [];

  /** `failed` is told about a check that failed, which is a defect of ours. */
  constructor(choices: DocumentChoices, own: ChangingSchemas, failed: (error: unknown) => void) {
    this.#choices = choices;
    this.#own = own;
    this.#failed = failed;
  }

  start(): void {
    this.#shown = vscode.languages.createDiagnosticCollection('wiotp');
    this.#listeners.push(
      vscode.workspace.onDidOpenTextDocument((document) => this.#check(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#changed(document)),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#forget(document);
        this.#checkIncluding(document.uri);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#checkAll()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('wiotp.files') || change.affectsConfiguration('wiotp.lint')) this.#checkAll();
      }),
      this.#choices.onChange(() => this.#checkAll()),
      this.#own.onChange(() => this.#checkAll()),
      this.#included.onChange((uri) => this.#checkIncluding(uri)),
    );
    this.#checkAll();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#checked.clear();
    this.#included.dispose();
    this.#shown?.dispose();
  }

  /** The problems of a document as it is now. */
  problems(document: vscode.TextDocument): readonly Problem[] {
    const checked = this.#checked.get(document);
    if (checked?.version === document.version) return checked.problems;
    return lintDocument(document, this.#choices, this.#included).problems;
  }

  #checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#check(document);
  }

  #checkIncluding(uri: vscode.Uri): void {
    for (const [document, { includes }] of this.#checked)
      if (includes.some((other) => other.toString() === uri.toString())) this.#checkSoon(document);
  }

  #changed(document: vscode.TextDocument): void {
    // Logs are documents too, and change often.
    if (!languages.includes(document.languageId)) return;
    this.#checkSoon(document);
    this.#checkIncluding(document.uri);
  }

  #checkSoon(document: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.set(
      document,
      setTimeout(() => this.#check(document), restMs),
    );
  }

  #check(document: vscode.TextDocument): void {
    this.#stopWaiting(document);
    const checked = lintDocument(document, this.#choices, this.#included);
    if (checked.file === undefined) this.#forget(document);
    else {
      this.#checked.set(document, checked);
      this.#finish(document, checked).catch(this.#failed);
    }
  }

  /** Shows what was found, and adds what takes its time: included files have to be read, own schemas have to run. */
  async #finish(document: vscode.TextDocument, first: Checked): Promise<void> {
    let checked = first;
    for (let depth = 0; checked.unread.length > 0 && depth < deepestInclude; depth++) {
      await Promise.all(checked.unread.map((uri) => this.#included.load(uri)));
      if (!this.#isLatest(document, checked)) return;
      checked = lintDocument(document, this.#choices, this.#included);
      this.#checked.set(document, checked);
    }
    // Problems of the check before stay until the new ones are there: they must not flicker while somebody types.
    if (!this.#withOwn.has(document)) this.#show(document, checked.problems);
    this.#forgetIncluded();
    await this.#addOwn(document, checked);
  }

  /** One check at a time: of those that come meanwhile only the last is made afterwards. */
  async #addOwn(document: vscode.TextDocument, checked: Checked): Promise<void> {
    const isAtWork = this.#judged.has(document);
    this.#judged.set(document, checked);
    if (isAtWork) return;
    try {
      let done: Checked | undefined;
      for (let next: Checked | undefined = checked; next !== undefined && next !== done; next = this.#judged.get(document)) {
        await this.#showWithOwn(document, next);
        done = next;
      }
    } finally {
      this.#judged.delete(document);
    }
  }

  async #showWithOwn(document: vscode.TextDocument, checked: Checked): Promise<void> {
    if (!this.#isLatest(document, checked)) return;
    const own = await this.#ownProblems(document, checked);
    if (!this.#isLatest(document, checked)) return;
    this.#show(document, [...checked.problems, ...own]);
    if (own.length > 0) this.#withOwn.add(document);
    else this.#withOwn.delete(document);
  }

  async #ownProblems(document: vscode.TextDocument, { file }: Checked): Promise<readonly Problem[]> {
    return file === undefined || !holdsMessages(file)
      ? []
      : ownProblems(document.getText(), file, this.#own, lintSettings(document).options);
  }

  #isLatest(document: vscode.TextDocument, checked: Checked): boolean {
    return this.#checked.get(document) === checked && document.version === checked.version;
  }

  #show(document: vscode.TextDocument, problems: readonly Problem[]): void {
    if (problems.length === 0) this.#shown?.delete(document.uri);
    else
      this.#shown?.set(
        document.uri,
        problems.map((problem) => toDiagnostic(problem, document)),
      );
  }

  #forget(document: vscode.TextDocument): void {
    this.#stopWaiting(document);
    this.#checked.delete(document);
    this.#withOwn.delete(document);
    this.#shown?.delete(document.uri);
    this.#forgetIncluded();
  }

  #forgetIncluded(): void {
    this.#included.keepOnly([...this.#checked.values()].flatMap(({ includes }) => includes));
  }

  #stopWaiting(document: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
  }
}

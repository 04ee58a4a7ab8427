import * as vscode from 'vscode';
import { FileEntryReports } from '../editor/fileEntryReports.ts';
import { payloadFileOf } from '../editor/payloadFiles.ts';
import type { Bin } from './bin.ts';
import { settings } from './ids.ts';

/**
 * Loads the linter and everything around it when the first payload file is open, and not before:
 * every JSON file activates the extension, and most of them are not ours.
 */
export function startEditorFeatures(bin: Bin, log: vscode.LogOutputChannel): void {
  bin.add(new FileEntryReports(log)).start();
  const load = async (): Promise<void> => {
    const { LanguageFeatures } = await import('../editor/languageFeatures.ts');
    bin.add(new LanguageFeatures()).start();
  };
  bin.add(new FirstPayloadFile(() => load().catch((error: unknown) => log.error('The linter could not be loaded', error)))).start();
}

/** Waits for the first payload file, and calls once. */
class FirstPayloadFile {
  readonly #found: () => unknown;
  readonly #listeners: vscode.Disposable[] = [];

  constructor(found: () => unknown) {
    this.#found = found;
  }

  start(): void {
    this.#listeners.push(
      vscode.workspace.onDidOpenTextDocument((document) => this.#look([document])),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration(settings.files) && this.#look()),
    );
    this.#look();
  }

  dispose(): void {
    for (const listener of this.#listeners.splice(0)) listener.dispose();
  }

  #look(documents: readonly vscode.TextDocument[] = vscode.workspace.textDocuments): void {
    if (!documents.some((document) => payloadFileOf(document) !== undefined)) return;
    this.dispose();
    this.#found();
  }
}

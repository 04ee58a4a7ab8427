import * as vscode from 'vscode';
import { filePattern } from './filePattern.ts';
import { readText } from './readText.ts';

/** What is known about a file: its text, or that it cannot be read. */
export interface IncludedText {
  readonly text: string | undefined;
}

/**
 * The texts of files that transcripts include, read ahead of the check that needs them: those of open documents as
 * they are on the screen, all others as they are on disk.
 */
export class IncludedFiles {
  readonly #read = new Map<string, IncludedText>();
  readonly #watchers = new Map<string, vscode.Disposable>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** A file that was asked for is another one on disk now. */
  readonly onChange = this.#changed.event;

  dispose(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#changed.dispose();
  }

  /** What is known about a file; `undefined` when it has to be loaded first. */
  get(uri: vscode.Uri): IncludedText | undefined {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    return open === undefined ? this.#read.get(uri.toString()) : { text: open.getText() };
  }

  /** Reads a file, so that {@link get} knows it. */
  async load(uri: vscode.Uri): Promise<void> {
    this.#watch(uri);
    this.#read.set(uri.toString(), { text: await readText(uri) });
  }

  #watch(uri: vscode.Uri): void {
    const id = uri.toString();
    if (this.#watchers.has(id)) return;
    const watcher = vscode.workspace.createFileSystemWatcher(filePattern(uri));
    const forget = (): void => {
      this.#read.delete(id);
      this.#changed.fire(uri);
    };
    this.#watchers.set(
      id,
      vscode.Disposable.from(watcher, watcher.onDidChange(forget), watcher.onDidCreate(forget), watcher.onDidDelete(forget)),
    );
  }
}

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
  /** What is being read, as long as the file has not changed since that began. */
  readonly #reading = new Map<string, Promise<string | undefined>>();
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

  /** Reads a file, so that {@link get} knows it, unless it changes meanwhile. */
  async load(uri: vscode.Uri): Promise<void> {
    this.#watch(uri);
    const id = uri.toString();
    const reading = this.#reading.get(id) ?? readText(uri);
    this.#reading.set(id, reading);
    const text = await reading;
    if (this.#reading.get(id) !== reading) return;
    this.#reading.delete(id);
    this.#read.set(id, { text });
  }

  /** Forgets all files but these. */
  keepOnly(uris: readonly vscode.Uri[]): void {
    const kept = new Set(uris.map((uri) => uri.toString()));
    for (const [id, watcher] of this.#watchers) {
      if (kept.has(id)) continue;
      watcher.dispose();
      this.#watchers.delete(id);
      this.#forget(id);
    }
  }

  #watch(uri: vscode.Uri): void {
    const id = uri.toString();
    if (this.#watchers.has(id)) return;
    const watcher = vscode.workspace.createFileSystemWatcher(filePattern(uri));
    const forget = (): void => {
      this.#forget(id);
      this.#changed.fire(uri);
    };
    this.#watchers.set(
      id,
      vscode.Disposable.from(watcher, watcher.onDidChange(forget), watcher.onDidCreate(forget), watcher.onDidDelete(forget)),
    );
  }

  #forget(id: string): void {
    this.#read.delete(id);
    this.#reading.delete(id);
  }
}

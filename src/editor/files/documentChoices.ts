import * as vscode from 'vscode';
import { canBeOurs } from './candidates.ts';

/** A choice that takes a document out of what we care about. */
export const noneOfOurs = 'none';

const key = 'choices';

/** More than this are forgotten, the oldest first. */
const mostKept = 500;

/**
 * What the user chose documents to be: as in the setting `wiotp.files` the name of a kind, a topic or `transcript`, or
 * {@link noneOfOurs}. Kept in workspace state for files, which they follow when these are renamed, and in memory for
 * documents that were never saved.
 */
export class DocumentChoices {
  readonly #state: vscode.Memento;
  readonly #failed: (error: unknown) => void;
  readonly #unsaved = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #listeners: vscode.Disposable[] = [];
  /** A document is something else now. */
  readonly onChange = this.#changed.event;

  /** `failed` is told when what follows a file could not be kept. */
  constructor(state: vscode.Memento, failed: (error: unknown) => void) {
    this.#state = state;
    this.#failed = failed;
  }

  start(): void {
    this.#listeners.push(
      vscode.workspace.onDidOpenTextDocument((document) => this.#adopt(document)),
      vscode.workspace.onDidCloseTextDocument((document) => {
        // A document that gets another language is closed and opened again, but it lives on.
        if (document.isUntitled && document.isClosed) this.#unsaved.delete(document.uri.toString());
      }),
      vscode.workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri, newUri }) => this.#follow(oldUri, newUri))),
      vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => this.#follow(uri, undefined))),
    );
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  get(uri: vscode.Uri): string | undefined {
    return uri.scheme === 'untitled' ? this.#unsaved.get(uri.toString()) : this.#kept().get(uri.toString());
  }

  /** Chooses what a document is; `undefined` leaves it to settings and its name again. */
  async choose(uri: vscode.Uri, choice: string | undefined): Promise<void> {
    if (uri.scheme !== 'untitled') await this.#keep(uri, choice);
    else if (choice === undefined) this.#unsaved.delete(uri.toString());
    else this.#unsaved.set(uri.toString(), choice);
    this.#changed.fire(uri);
  }

  #kept(): Map<string, string> {
    return new Map(this.#state.get<[string, string][]>(key, []));
  }

  async #keep(uri: vscode.Uri, choice: string | undefined): Promise<void> {
    const kept = this.#kept();
    const had = kept.delete(uri.toString());
    if (choice !== undefined) kept.set(uri.toString(), choice);
    if (had || choice !== undefined) await this.#state.update(key, [...kept].slice(-mostKept));
  }

  /** A document that is saved for the first time becomes another one, with a file of the same path. */
  #adopt(document: vscode.TextDocument): void {
    if (!canBeOurs(document)) return;
    const { uri } = document;
    const choice = uri.scheme === 'untitled' ? undefined : this.#unsaved.get(uri.with({ scheme: 'untitled', authority: '' }).toString());
    if (choice !== undefined) this.choose(uri, choice).catch(this.#failed);
  }

  #follow(from: vscode.Uri, to: vscode.Uri | undefined): void {
    this.#move(from, to).catch(this.#failed);
  }

  /** Choices of a file, or of all that is in a folder, go to another one; without one they end. */
  async #move(from: vscode.Uri, to: vscode.Uri | undefined): Promise<void> {
    const old = from.toString();
    const kept = this.#kept();
    const moved = [...kept].filter(([id]) => id === old || id.startsWith(`${old}/`));
    if (moved.length === 0) return;
    const arrived = to === undefined ? [] : moved.map(([id, choice]) => [`${to.toString()}${id.slice(old.length)}`, choice] as const);
    for (const [id] of moved) kept.delete(id);
    for (const [id, choice] of arrived) kept.set(id, choice);
    await this.#state.update(key, [...kept].slice(-mostKept));
    for (const [id] of arrived) this.#changed.fire(vscode.Uri.parse(id));
  }
}

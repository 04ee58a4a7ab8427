import * as vscode from 'vscode';
import type { OwnSchema } from '../../lint/own/ownSchemas.ts';
import { Faults } from '../settings/faults.ts';
import { filePattern } from '../files/filePattern.ts';
import { readText } from '../files/readText.ts';
import { readSchemaSetting, type PlacedEntry } from './schemaSetting.ts';

/**
 * The user's own schemas: the files that the setting `wiotp.schemas` names, as they are on disk. None in a workspace
 * that is not trusted, since they come from the workspace and are run.
 */
export class SchemaFiles {
  readonly #faults: Faults;
  readonly #failed: (error: unknown) => void;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable[] = [];
  #watchers: readonly vscode.Disposable[] = [];
  #watched: readonly string[] = [];
  #isDisposed = false;
  #schemas: readonly OwnSchema[] = [];
  #uris: ReadonlyMap<string, vscode.Uri> = new Map();
  #loading: Promise<void> = Promise.resolve();
  /** The schemas are others now. */
  readonly onChange = this.#changed.event;

  /** `tell` is told about faults of the setting: missing files, and filters that are none; `failed` about defects of ours. */
  constructor(tell: (fault: string) => void, failed: (error: unknown) => void) {
    this.#faults = new Faults(tell);
    this.#failed = failed;
  }

  start(): void {
    this.#listeners.push(
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('wiotp.schemas') && this.#loadAnew()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#loadAnew()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#loadAnew()),
    );
    this.#loadAnew();
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const listener of [...this.#listeners, ...this.#watchers]) listener.dispose();
    this.#changed.dispose();
  }

  /** The schemas as they were read last. */
  get schemas(): readonly OwnSchema[] {
    return this.#schemas;
  }

  /** Resolves when everything that was asked to be read has been read. */
  async settled(): Promise<void> {
    let last: Promise<void>;
    do await (last = this.#loading);
    while (last !== this.#loading);
  }

  /** The file of a schema. */
  uriOf(path: string): vscode.Uri | undefined {
    return this.#uris.get(path);
  }

  #loadAnew(): void {
    this.#loading = this.#loading.then(() => this.#load()).catch(this.#failed);
  }

  async #load(): Promise<void> {
    if (this.#isDisposed) return;
    const { entries, faults } = vscode.workspace.isTrusted ? readSchemaSetting() : { entries: [], faults: [] };
    this.#watch(entries);
    const files = await Promise.all(entries.map(async (entry) => ({ ...entry, text: await readText(entry.uri) })));
    if (this.#isDisposed) return;
    const schemas = files.flatMap(({ filter, uri, text }) => (text === undefined ? [] : [{ filter, path: nameOf(uri), text }]));
    // In several folders one setting can name a file that only one of them has.
    const found = new Set(files.flatMap(({ filter, path, text }) => (text === undefined ? [] : [`${filter} ${path}`])));
    const missing = entries.filter(({ filter, path }) => !found.has(`${filter} ${path}`)).map(missingFault);
    this.#faults.report([...faults, ...missing]);
    this.#uris = new Map(entries.map(({ uri }) => [nameOf(uri), uri]));
    if (JSON.stringify(schemas) === JSON.stringify(this.#schemas)) return;
    this.#schemas = schemas;
    this.#changed.fire();
  }

  #watch(entries: readonly PlacedEntry[]): void {
    const files = new Map(entries.map(({ uri }) => [uri.toString(), uri]));
    const ids = [...files.keys()];
    if (JSON.stringify(ids) === JSON.stringify(this.#watched)) return;
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watched = ids;
    this.#watchers = [...files.values()].flatMap((uri) => {
      const watcher = vscode.workspace.createFileSystemWatcher(filePattern(uri));
      const load = (): void => this.#loadAnew();
      return [watcher, watcher.onDidChange(load), watcher.onDidCreate(load), watcher.onDidDelete(load)];
    });
  }
}

/**
 * What tells a file from all others, and people which it is: its path in its folder, with several folders open after the
 * folder's name, or the whole path where two folders have the same name.
 */
function nameOf(uri: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const namesakes = (vscode.workspace.workspaceFolders ?? []).filter(({ name }) => name === folder?.name);
  return namesakes.length > 1 ? uri.path : vscode.workspace.asRelativePath(uri);
}

function missingFault({ filter, path }: PlacedEntry): string {
  return vscode.l10n.t(
    'wiotp.schemas: the file "{0}" for "{1}" cannot be read. Messages of these topics are checked without it.',
    path,
    filter,
  );
}

import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../profiles/profile.ts';
import type { PlacedFault } from '../../profiles/shared/firstFault.ts';

/** The workspace folder that profiles came with. */
export interface SharedFolder {
  readonly name: string;
  /** Relative paths in the profiles begin here. */
  readonly path: string;
  readonly uri: vscode.Uri;
}

export interface SharedProfile {
  readonly profile: ConnectionProfile;
  readonly folder: SharedFolder;
}

/** A file of profiles that is wrong somewhere. */
export interface SharedFault extends PlacedFault {
  readonly folder: SharedFolder;
  readonly file: vscode.Uri;
}

/** Where shared profiles are, below a workspace folder. */
const place = ['.wiotp', 'profiles.json'] as const;

/** Profiles that workspace folders carry, never with secrets; a change of a file is seen at once. */
export class SharedProfiles {
  readonly #changed = new vscode.EventEmitter<void>();
  /** Files were found, changed or gone. */
  readonly onChange = this.#changed.event;
  #all: readonly SharedProfile[] = [];
  #faults: readonly SharedFault[] = [];
  #looks = 0;

  /** Follows the files until the result is disposed of. */
  register(): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${place.join('/')}`);
    const look = (): void => void this.look();
    return vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(look),
      watcher.onDidChange(look),
      watcher.onDidDelete(look),
      vscode.workspace.onDidChangeWorkspaceFolders(look),
      this.#changed,
    );
  }

  /** Reads the files anew. */
  async look(): Promise<void> {
    const looks = ++this.#looks;
    const found = await Promise.all((vscode.workspace.workspaceFolders ?? []).map(textIn));
    const files = found.filter((file) => file !== undefined);
    const read = files.length === 0 ? [] : await readAll(files);
    // Another look may have begun since, and know more.
    if (looks !== this.#looks) return;
    const before = this.#all.length + this.#faults.length;
    this.#all = read.flatMap(({ profiles }) => profiles);
    this.#faults = read.flatMap(({ faults }) => faults);
    if (before + this.#all.length + this.#faults.length > 0) this.#changed.fire();
  }

  all(): readonly SharedProfile[] {
    return this.#all;
  }

  /** The first error of every file that has one. */
  faults(): readonly SharedFault[] {
    return this.#faults;
  }

  find(id: string): SharedProfile | undefined {
    return this.#all.find(({ profile }) => profile.id === id);
  }
}

interface FoundFile {
  readonly folder: SharedFolder;
  readonly text: string;
}

/** What cannot be read is left out, and told as a fault. The rules of profiles are loaded with the first file. */
async function readAll(files: readonly FoundFile[]) {
  const { firstFault, readSharedProfiles } = await import('../../profiles/shared/sharedFiles.ts');
  return files.map(({ folder, text }) => {
    const read = readSharedProfiles(text, folder.uri.toString());
    const fault = firstFault(text, read);
    return {
      profiles: read.profiles.map((profile) => ({ profile, folder })),
      faults: fault === undefined ? [] : [{ ...fault, folder, file: fileIn(folder.uri) }],
    };
  });
}

function fileIn(folder: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(folder, ...place);
}

/** Larger files are no profiles; in bytes. */
const mostBytes = 1024 * 1024;

async function textIn({ name, uri }: vscode.WorkspaceFolder): Promise<FoundFile | undefined> {
  try {
    const file = fileIn(uri);
    if ((await vscode.workspace.fs.stat(file)).size > mostBytes) return undefined;
    const bytes = await vscode.workspace.fs.readFile(file);
    return { folder: { name, path: uri.fsPath, uri }, text: new TextDecoder().decode(bytes) };
  } catch {
    // No file, no profiles.
    return undefined;
  }
}

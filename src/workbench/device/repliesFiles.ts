import * as vscode from 'vscode';
import { Faults } from '../../editor/settings/faults.ts';
import { readReplies } from '../../replies/readReplies.ts';
import type { ReplyRule } from '../../replies/replyRule.ts';

/** Where replies can be written. */
export interface RepliesPlace {
  readonly file: vscode.Uri;
  /** The workspace folder's name; missing for the user's own file, which counts in every window. */
  readonly folder?: string;
}

/** What {@link RepliesFiles} works with. */
export interface RepliesFilesParts {
  /** The folder of the user's own file. */
  readonly ownFolder: vscode.Uri;
  /** The rules may be others now. */
  readonly changed: () => void;
  /** A file does not count because of a fault: says so, once for each fault. */
  readonly warn: (text: string) => void;
}

/** Where a replies file is, below the folder that it belongs to. */
const place = ['.wiotp', 'replies.json'] as const;
/** Larger files are no replies; in bytes. */
const mostBytes = 1024 * 1024;

/**
 * The replies files that count in this window: `.wiotp/replies.json` of every workspace folder, and after those the user's own.
 * Only what is saved counts, and only in a trusted workspace. A file with a fault counts as if it were not there.
 */
export class RepliesFiles {
  readonly #parts: RepliesFilesParts;
  readonly #faults: Faults;

  constructor(parts: RepliesFilesParts) {
    this.#parts = parts;
    this.#faults = new Faults(parts.warn);
  }

  /** Reports changes of the files until the result is disposed of. */
  async register(): Promise<vscode.Disposable> {
    const { ownFolder, changed } = this.#parts;
    // Nothing can be watched in a folder that is not there. Where none can be made, there will be no file either.
    const folder = vscode.Uri.joinPath(ownFolder, place[0]);
    await vscode.workspace.fs.createDirectory(folder).then(undefined, () => undefined);
    const watchers = [`**/${place.join('/')}`, new vscode.RelativePattern(folder, place[1])].map((pattern) =>
      vscode.workspace.createFileSystemWatcher(pattern),
    );
    return vscode.Disposable.from(
      ...watchers.flatMap((watcher) => [watcher, watcher.onDidCreate(changed), watcher.onDidChange(changed), watcher.onDidDelete(changed)]),
      vscode.workspace.onDidChangeWorkspaceFolders(changed),
      vscode.workspace.onDidGrantWorkspaceTrust(changed),
    );
  }

  /** Where replies can be written: in the workspace's folders, and for every window. */
  places(): readonly RepliesPlace[] {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return [...folders.map(({ name, uri }) => ({ file: fileIn(uri), folder: name })), { file: fileIn(this.#parts.ownFolder) }];
  }

  /** All rules that count now, in the order in which they are tried. */
  async rules(): Promise<readonly ReplyRule[]> {
    if (!vscode.workspace.isTrusted) return [];
    const files = await Promise.all(this.places().map(rulesIn));
    this.#faults.report(files.flatMap((found) => ('fault' in found ? found.fault : [])));
    return files.flatMap((found) => ('fault' in found ? [] : found.rules));
  }
}

type Found = { readonly rules: readonly ReplyRule[] } | { readonly fault: string };

async function rulesIn({ file, folder }: RepliesPlace): Promise<Found> {
  const read = await textOf(file);
  if (read === undefined) return { rules: [] };
  const found = 'fault' in read ? read : rulesOf(read.text);
  if ('rules' in found) return found;
  const name = folder === undefined ? vscode.l10n.t('Your own replies file') : vscode.l10n.t('The replies file of {0}', folder);
  return { fault: vscode.l10n.t('{0} does not count, because it has a fault. {1}', name, found.fault) };
}

/** None of the rules count where there is a fault: without one of them another would answer in its place. */
function rulesOf(text: string): Found {
  const { rules, faults } = readReplies(text);
  const [first] = faults;
  if (first === undefined) return { rules };
  const line = text.slice(0, first.range.start).split('\n').length;
  return { fault: vscode.l10n.t('Line {0}: {1}', line, first.message) };
}

function fileIn(folder: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(folder, ...place);
}

/** A file that is not there is no fault. */
async function textOf(file: vscode.Uri): Promise<{ readonly text: string } | { readonly fault: string } | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > mostBytes) return { fault: vscode.l10n.t('It has {0} bytes; at most {1} are read.', size, mostBytes) };
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(file)) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    return { fault: vscode.l10n.t('It cannot be read: {0}', error instanceof Error ? error.message : String(error)) };
  }
}

import * as vscode from 'vscode';
import { askChoice, cancelled, type Choice, type Outcome, type Place } from '../quick/wizard.ts';
import { byteCount } from './byteCount.ts';

/** What build tools call a firmware image. */
const imageFiles = '**/*.{bin,hex,img,uf2,elf,zip,gz,ota}';

/** Of more files than that, some are missing from the list; every other file can be chosen as well. */
const mostFiles = 200;

/** A file that may be a firmware image. */
export interface ImageFile {
  readonly uri: vscode.Uri;
  /** In bytes. */
  readonly size: number;
  /** When it was written, in milliseconds since the epoch. */
  readonly written: number;
}

/** The files of the workspace that may be firmware images, the newest first. */
export async function findImageFiles(): Promise<readonly ImageFile[]> {
  const uris = await vscode.workspace.findFiles(imageFiles, '**/node_modules/**', mostFiles);
  const files = await Promise.all(uris.map(lookAt));
  return files.filter((file) => file !== undefined).toSorted((a, b) => b.written - a.written);
}

/** Asks for one of these files, or for any other. */
export async function askImageFile(files: readonly ImageFile[], place: Place): Promise<Outcome<vscode.Uri>> {
  if (files.length === 0) return openAnother(place);
  const another = Symbol('another');
  const choices: readonly Choice<vscode.Uri | typeof another>[] = [
    ...files.map(({ uri, size, written }) => ({
      label: vscode.workspace.asRelativePath(uri),
      description: byteCount(size),
      detail: vscode.l10n.t('Written {0}', new Date(written).toLocaleString()),
      value: uri,
    })),
    { label: `$(folder-opened) ${vscode.l10n.t('Choose Another File…')}`, value: another },
  ];
  const chosen = await askChoice(place, { placeholder: vscode.l10n.t('Which image?'), choices });
  return chosen === another ? openAnother(place) : chosen;
}

async function openAnother({ title }: Place): Promise<Outcome<vscode.Uri>> {
  const [file] = (await vscode.window.showOpenDialog({ title, openLabel: vscode.l10n.t('Choose Image') })) ?? [];
  return file ?? cancelled;
}

/** `undefined` for a file that is gone by now. */
async function lookAt(uri: vscode.Uri): Promise<ImageFile | undefined> {
  try {
    const { size, mtime } = await vscode.workspace.fs.stat(uri);
    return { uri, size, written: mtime };
  } catch {
    return undefined;
  }
}

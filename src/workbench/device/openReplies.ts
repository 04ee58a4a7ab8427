import * as vscode from 'vscode';
import { askAlone, askChoice } from '../quick/wizard.ts';
import { repliesExample } from './repliesExample.ts';
import type { RepliesFiles, RepliesPlace } from './repliesFiles.ts';

/** Opens a replies file; one that is not there is written first, with an example. Nothing happens when the user leaves. */
export async function openReplies(replies: RepliesFiles): Promise<void> {
  const place = await choosePlace(replies.places());
  if (place === undefined) return;
  if (!(await exists(place.file))) await vscode.workspace.fs.writeFile(place.file, new TextEncoder().encode(repliesExample));
  await vscode.window.showTextDocument(place.file);
}

/** Without a folder there is only the user's own file, and nothing to ask. */
async function choosePlace(places: readonly RepliesPlace[]): Promise<RepliesPlace | undefined> {
  const [first, ...others] = places;
  if (others.length === 0) return first;
  return askAlone(vscode.l10n.t('Open Replies File'), (at) =>
    askChoice(at, {
      placeholder: vscode.l10n.t('Which one? Rules of the workspace count before your own'),
      choices: places.map((value) => ({
        label: value.folder ?? vscode.l10n.t('My Own'),
        description: value.folder === undefined ? vscode.l10n.t('counts in every window') : '.wiotp/replies.json',
        value,
      })),
    }),
  );
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}

import * as vscode from 'vscode';
import type { OurFile } from '../../lint/files/ourFile.ts';

/** What a file of ours is, for people. */
export function fileTitle(file: OurFile): string {
  return file.type === 'transcript' ? vscode.l10n.t('Transcript') : file.kind.title;
}

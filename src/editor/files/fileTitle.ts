import * as vscode from 'vscode';
import type { OurFile } from '../../lint/files/ourFile.ts';

/** What a file of ours is, for people. */
export function fileTitle(file: OurFile): string {
  switch (file.type) {
    case 'payload':
      return file.kind.title;
    case 'transcript':
      return vscode.l10n.t('Transcript');
    case 'profiles':
      return vscode.l10n.t('Shared Connections');
    case 'replies':
      return vscode.l10n.t('Replies');
  }
}

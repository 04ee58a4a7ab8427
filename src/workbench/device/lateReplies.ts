import * as vscode from 'vscode';
import type { Bin } from '../bin.ts';
import type { Engine } from '../engine.ts';
import { commands } from '../ids.ts';
import type { Notices } from '../notices.ts';
import type { RepliesFiles } from './repliesFiles.ts';

/**
 * The replies files: loaded with the linter when they are wanted for the first time, and followed from then on. After a load that
 * failed the next call tries again.
 */
export function lateReplies(ownFolder: vscode.Uri, engine: Engine, notices: Notices, bin: Bin): () => Promise<RepliesFiles> {
  let loading: Promise<RepliesFiles> | undefined;
  const load = async (): Promise<RepliesFiles> => {
    const { repliesFiles } = await import('../languageFeatures.ts');
    const open = { title: vscode.l10n.t('Open Replies File'), run: () => vscode.commands.executeCommand(commands.openReplies) };
    const changed = (): void => void engine.configureReplies();
    const files = repliesFiles({ ownFolder, changed, warn: (text) => void notices.warn(text, open) });
    bin.add(await files.register());
    return files;
  };
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

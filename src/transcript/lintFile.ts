import type { MessageFile } from '../lint/files/ourFile.ts';
import { lintMessage } from '../lint/lintMessage.ts';
import type { LintOptions } from '../lint/options.ts';
import type { Problem } from '../lint/problem.ts';
import { lintTranscript } from './lintTranscript.ts';

/** What a check of a file needs besides its text. */
export interface FileContext {
  readonly options: LintOptions;
  /** The text of a file that a transcript includes, by the path as it stands there; `undefined` when it cannot be read. */
  readonly include: (path: string) => string | undefined;
}

/** Checks a file of ours, whatever it is. Never throws and always ends. Problems come in the order of their places in the text. */
export function lintFile(text: string, file: MessageFile, { options, include }: FileContext): readonly Problem[] {
  if (file.type === 'transcript') return lintTranscript(text, { form: file.form, options, include });
  const { kind, topic } = file;
  return lintMessage({ text, kind, inFile: true, ...(topic === undefined ? {} : { topic }) }, options);
}

import type { WorkbenchFile } from '../../lint/files/ourFile.ts';
import type { LintOptions } from '../../lint/options.ts';
import type { Problem } from '../../lint/problem.ts';
import { lintReplies } from '../../replies/lintReplies.ts';
import { lintProfiles } from './lintProfiles.ts';

const lints: Readonly<Record<WorkbenchFile['type'], (text: string, options: LintOptions) => readonly Problem[]>> = {
  profiles: lintProfiles,
  replies: lintReplies,
};

/** Checks a file of the workbench, whatever it is. Never throws and always ends. Problems come in the order of their places in the text. */
export function lintWorkbenchFile(text: string, { type }: WorkbenchFile, options: LintOptions): readonly Problem[] {
  return lints[type](text, options);
}

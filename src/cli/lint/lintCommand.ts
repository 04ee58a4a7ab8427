import type { CommandContext } from '../commandContext.ts';
import type { ExitCode } from '../exitCode.ts';
import { readLintOptions } from './lintOptions.ts';
import { LintRun } from './lintRun.ts';

/**
 * `wiotp lint`: checks payload files, transcripts, shared connections and replies.
 * @throws Refusal for wrong usage.
 */
export async function lintCommand(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const options = readLintOptions(args);
  const run = new LintRun(options, context);
  try {
    return await run.run();
  } finally {
    run.dispose();
  }
}

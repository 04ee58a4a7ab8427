import type { Command } from './commands.ts';

/** What `wiotp --help` shows, and what follows a command that was not understood. */
export function usageOf(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 4;
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`);
  return `Usage: wiotp <command> [options]

Commands:
${lines.join('\n')}

Options:
  ${'--help'.padEnd(width)}show this text, or with a command the command's options
  ${'--version'.padEnd(width)}show the version

Exit codes: 0 all is well; 1 problems were found; 2 wrong usage, or something could not be read or tried.`;
}

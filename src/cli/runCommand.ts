import manifest from '../../package.json' with { type: 'json' };
import { nearest } from '../wiotp/nearest.ts';
import { isRefusal, refusalText } from '../wiotp/refusal.ts';
import { commandWords } from './commandWords.ts';
import type { CommandContext } from './commandContext.ts';
import { commands } from './commands.ts';
import { exitCode, type ExitCode } from './exitCode.ts';
import { usageOf } from './usage.ts';

/** Runs `wiotp` with these arguments. Never throws: what goes wrong is said on standard error, and is exit code 2. */
export async function runCommand(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  try {
    return await run(args, context);
  } catch (error) {
    context.err.write(() =>
      isRefusal(error) ? commandWords(refusalText(error)) : `Defect: ${error instanceof Error ? error.stack : String(error)}`,
    );
    return exitCode.unusable;
  }
}

async function run([name, ...args]: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { out, err } = context;
  if (name === '--version') return say(manifest.version);
  if (isHelp(name)) return say(usageOf(commands));
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    err.write(() => `${whatIsWrong(name)}\n\n${usageOf(commands)}`);
    return exitCode.unusable;
  }
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  return options.some(isHelp) ? say(command.usage) : command.run(args, context);

  function say(text: string): ExitCode {
    out.write(() => text);
    return exitCode.fine;
  }
}

function isHelp(argument: string | undefined): boolean {
  return argument === '--help' || argument === '-h';
}

function whatIsWrong(name: string | undefined): string {
  if (name === undefined) return 'A command is missing.';
  const meant = nearest(
    name,
    commands.map((command) => command.name),
  );
  return `There is no command "${name}".${meant === undefined ? '' : ` Is "${meant}" meant?`}`;
}

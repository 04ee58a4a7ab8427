import manifest from '../../package.json' with { type: 'json' };
import { isRefusal, refusalText } from '../wiotp/refusal.ts';
import { exitCode, type ExitCode } from './exitCode.ts';
import { LineOutput } from './lineOutput.ts';
import type { Outputs } from './outputs.ts';
import { platformCommand } from './platformCommand.ts';
import { usage } from './usage.ts';

/** How long a reader may take to read the last lines. */
const flushMs = 500;

async function run([command, ...rest]: readonly string[], outputs: Outputs): Promise<ExitCode> {
  switch (command) {
    case 'platform':
      return platformCommand(rest, outputs);
    case '--version':
      outputs.out.write(() => manifest.version);
      return exitCode.fine;
    case '--help':
      outputs.out.write(() => usage);
      return exitCode.fine;
    case undefined:
      outputs.err.write(() => usage);
      return exitCode.unusable;
    default:
      outputs.err.write(() => `There is no command "${command}".\n\n${usage}`);
      return exitCode.unusable;
  }
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const lost = (count: number): string =>
    args.includes('--json') ? JSON.stringify({ event: 'lost', count }) : `(${count} lines were dropped because they were not read)`;
  const outputs = { out: new LineOutput(process.stdout, lost), err: new LineOutput(process.stderr, lost) };
  let code: ExitCode = exitCode.unusable;
  try {
    code = await run(args, outputs);
  } catch (error) {
    outputs.err.write(() => (isRefusal(error) ? refusalText(error) : `Defect: ${error instanceof Error ? error.stack : String(error)}`));
  }
  await Promise.all([outputs.out.flush(flushMs), outputs.err.flush(flushMs)]);
  process.exit(code);
}

void main();

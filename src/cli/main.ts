import { realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { exitCode } from './exitCode.ts';
import { LineOutput } from './lineOutput.ts';
import { runCommand } from './runCommand.ts';

/** How long a reader may take to read the last lines. */
const flushMs = 500;

async function main(): Promise<void> {
  const [, program = '', ...args] = process.argv;
  const lost = (count: number): string =>
    args.includes('--json') ? JSON.stringify({ event: 'lost', count }) : `(${count} lines were dropped because they were not read)`;
  const context = {
    out: new LineOutput(process.stdout, lost),
    err: new LineOutput(process.stderr, lost),
    folder: process.cwd(),
    readInput: () => buffer(process.stdin),
    schemasProgram: join(folderOf(program), 'schemas.js'),
  };
  const code = await runCommand(args, context);
  await context.out.flush(flushMs);
  const { failure } = context.out;
  if (failure !== undefined) context.err.write(() => `Standard output cannot be written: ${failure.message}`);
  await context.err.flush(flushMs);
  process.exit(failure === undefined ? code : exitCode.unusable);
}

/** The folder that a program is in. npm starts it by a link from elsewhere; Node lets its ending be left out. */
function folderOf(program: string): string {
  try {
    return dirname(realpathSync(program));
  } catch {
    return dirname(resolve(program));
  }
}

void main();

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import type { TestContext } from 'node:test';
import { LineOutput } from '../../../src/cli/lineOutput.ts';
import { runCommand } from '../../../src/cli/runCommand.ts';

/** What a run of `wiotp` came to. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Where a run takes place. */
export interface Place {
  readonly folder?: string;
  /** What standard input holds; reading it is a failure otherwise. */
  readonly input?: string | Uint8Array;
  /** The program that runs own schemas; otherwise that of the source. */
  readonly schemasProgram?: string;
}

const sourceProgram = join(import.meta.dirname, '../../../src/ownSchemas/main.ts');

/** Runs `wiotp` in this process. */
export async function runInProcess(
  args: readonly string[],
  { folder = tmpdir(), input, schemasProgram = sourceProgram }: Place = {},
): Promise<Run> {
  const [out, err] = [new Collected(), new Collected()];
  const code = await runCommand(args, {
    out: new LineOutput(out, (count) => `${count} lost`),
    err: new LineOutput(err, (count) => `${count} lost`),
    folder,
    readInput: async () => {
      if (input === undefined) throw new Error('Nobody reads standard input here');
      return typeof input === 'string' ? new TextEncoder().encode(input) : input;
    },
    schemasProgram,
  });
  return { code, out: out.text, err: err.text };
}

/** A folder with these files that goes with the test; names are paths with `/`. */
export function folderWith(t: TestContext, files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'wiotp-lint-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}

class Collected extends Writable {
  text = '';

  override _write(chunk: unknown, _: BufferEncoding, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { CommandContext } from '../commandContext.ts';
import type { FoundFile } from './findFiles.ts';
import { readRegularFile } from '../readRegularFile.ts';

/** What stands for standard input among files. */
const standardInput = '-';

/** Where bytes to check come from. */
export interface Source {
  /** As it was typed, or as it continues a folder that was. */
  readonly path: string;
  /** The whole path of the file; `undefined` for standard input. */
  readonly file: string | undefined;
  /** The folder whose settings count, and where the paths in a transcript start. */
  readonly folder: string;
  /** Rejects when the bytes cannot be had. */
  readonly read: () => Promise<Uint8Array>;
}

/** A file that was named or met, or standard input. Who names a pipe wants it to be read; in a folder a link may lead to one. */
export function sourceAt({ path, isNamed }: FoundFile, { folder, readInput }: CommandContext): Source {
  if (path === standardInput) return { path, file: undefined, folder, read: readInput };
  const file = resolve(folder, path);
  return { path, file, folder: dirname(file), read: async () => (isNamed ? readFileSync(file) : readRegularFile(file)) };
}

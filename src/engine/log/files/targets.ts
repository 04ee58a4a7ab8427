import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '../../../wiotp/refusal.ts';

/** How every database of SQLite begins, such as that of a log; beside it are files that end so. */
const databaseMagic = 'SQLite format 3\0';
const besideDatabase = /-(?:wal|shm|journal)$/;

/** A file that nobody else writes until it is released. */
export interface Reservation {
  release(): void;
}

/** The files that are being written. */
export class Targets {
  readonly #reserved = new Set<string>();

  /** @throws Refusal for a file that is being written already, and for one that must not be: a database or a pipe. May throw what the file system throws. */
  async reserve(file: string): Promise<Reservation> {
    const name = await realName(file);
    if (await isPipe(name)) throw mustNotBe(file, 'a pipe');
    if (await isDatabase(name.replace(besideDatabase, ''))) throw mustNotBe(file, 'a part of a database, such as that of the log');
    if (this.#reserved.has(name)) {
      throw new Refusal(`${file} is being written already.`, {
        rule: 'one writer for a file',
        advice: 'Choose another file, or wait until that export or recording has ended.',
      });
    }
    this.#reserved.add(name);
    return { release: () => void this.#reserved.delete(name) };
  }
}

function mustNotBe(file: string, what: string): Refusal {
  return new Refusal(`${file} is ${what}.`, { rule: 'file access', advice: 'Choose another file.' });
}

/** One name for one file, whichever links lead there, whether it is there or not. */
async function realName(file: string): Promise<string> {
  const folder = await realpath(dirname(file)).catch(() => dirname(file));
  return realpath(file).catch(() => join(folder, basename(file)));
}

async function isPipe(file: string): Promise<boolean> {
  return stat(file).then(
    (stats) => stats.isFIFO(),
    () => false,
  );
}

async function isDatabase(file: string): Promise<boolean> {
  const isFile = await stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
  if (!isFile) return false;
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(databaseMagic.length));
    return buffer.toString('latin1', 0, bytesRead) === databaseMagic;
  } finally {
    await handle.close();
  }
}

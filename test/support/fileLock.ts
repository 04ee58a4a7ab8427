import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { until } from './until.ts';

const longestWork = 15 * 60_000;

/**
 * Runs `work` while no other process runs work under the same lock file. The lock of a process that is gone
 * is taken over, so a killed run blocks nobody.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  await until(`the lock ${file}`, () => take(file), longestWork);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<true | undefined> {
  const claim = `${file}.${randomUUID()}`;
  await writeFile(claim, String(process.pid));
  try {
    // A link appears whole or not at all, so nobody ever reads a lock without its owner.
    await link(claim, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (await ownerIsGone(file)) await rm(file, { force: true });
    return undefined;
  } finally {
    await rm(claim, { force: true });
  }
}

async function ownerIsGone(file: string): Promise<boolean> {
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  if (!owner) return false;
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

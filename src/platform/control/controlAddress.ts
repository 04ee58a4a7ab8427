import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { LocalControl } from '../../rpc/engineContract.ts';

/** Paths of Unix sockets have room for about 100 bytes on every system; some temporary folders are longer. */
const maxPathBytes = 100;

const [folderPrefix, socketName] = ['wiotp-', 'control'];

/** An address for a new control socket: in a folder that only this user can enter, or a named pipe on Windows. */
export function createControlAddress(): LocalControl {
  const key = randomBytes(32).toString('base64url');
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\wiotp-${randomUUID()}`, key };
  const name = join(`${folderPrefix}XXXXXX`, socketName);
  const base = Buffer.byteLength(join(tmpdir(), name)) <= maxPathBytes ? tmpdir() : '/tmp';
  return { path: join(mkdtempSync(join(base, folderPrefix)), socketName), key };
}

/**
 * Removes what `createControlAddress` left on the disk, also what a platform left that was killed. The path may come from a
 * file, so that nothing else is ever touched.
 */
export function removeControlAddress(path: string): void {
  const folder = dirname(path);
  if (process.platform === 'win32' || basename(path) !== socketName || !basename(folder).startsWith(folderPrefix)) return;
  try {
    rmSync(path, { force: true });
    rmdirSync(folder);
  } catch {
    // The folder is gone, or holds something that is not ours.
  }
}

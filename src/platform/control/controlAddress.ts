import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ControlAddress } from '../../rpc/engineContract.ts';

/** Paths of Unix sockets have room for about 100 bytes on every system; some temporary folders are longer. */
const maxPathBytes = 100;

/** An address for a new control socket: in a folder that only this user can enter, or a named pipe on Windows. */
export function createControlAddress(): ControlAddress {
  const key = randomBytes(32).toString('base64url');
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\wiotp-${randomUUID()}`, key };
  const name = 'wiotp-XXXXXX/control';
  const base = Buffer.byteLength(join(tmpdir(), name)) <= maxPathBytes ? tmpdir() : '/tmp';
  return { path: join(mkdtempSync(join(base, 'wiotp-')), 'control'), key };
}

/** Removes what `createControlAddress` left on the disk. */
export function removeControlAddress({ path }: ControlAddress): void {
  if (process.platform !== 'win32') rmSync(dirname(path), { recursive: true, force: true });
}

import { readFileSync, statSync } from 'node:fs';

/** No schema, no settings and no transcript that people write is nearly as large. */
const mostBytes = 64 * 1024 * 1024;

/**
 * The bytes of a file that another one names. Only regular files are opened, because a pipe or a device might never end.
 * @throws Error that says why there are none, as a part of a sentence.
 */
export function readRegularFile(path: string): Uint8Array {
  const status = statSync(path);
  if (status.isDirectory()) throw new Error('it is a folder');
  if (!status.isFile()) throw new Error('it is no regular file');
  if (status.size > mostBytes) throw new Error(`it has ${status.size} bytes; at most ${mostBytes} are read`);
  return readFileSync(path);
}
